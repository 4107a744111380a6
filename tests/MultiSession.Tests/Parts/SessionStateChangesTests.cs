namespace MultiSession.Tests;

public class SessionStateChangesTests
{
    [Fact]
    public async Task Every_subscriber_sees_every_change_in_order()
    {
        var changes = new SessionStateChanges(10);
        using var first = changes.Subscribe();
        Publish(changes, 3);
        using var second = changes.Subscribe();
        Publish(changes, 2);
        changes.Complete();
        Assert.Equal([1L, 2, 3, 4, 5], await ReadAsync(first));
        Assert.Equal([4L, 5], await ReadAsync(second));
    }

    [Fact]
    public async Task A_slow_subscriber_loses_the_oldest_and_only_it()
    {
        var changes = new SessionStateChanges(3);
        using var slow = changes.Subscribe();
        Publish(changes, 5);
        using var late = changes.Subscribe();
        Publish(changes, 1);
        changes.Complete();
        Assert.Equal((3, 0, 3), (slow.Dropped, late.Dropped, changes.Dropped));
        Assert.Equal([4L, 5, 6], await ReadAsync(slow));
        Assert.Equal([6L], await ReadAsync(late));
    }

    [Fact]
    public async Task A_disposed_subscription_gets_nothing_more_and_counts_nothing_more()
    {
        var changes = new SessionStateChanges(1);
        var gone = changes.Subscribe();
        Publish(changes, 1);
        gone.Dispose();
        Publish(changes, 5);
        Assert.Equal(0, gone.Dropped);
        Assert.Equal([1L], await ReadAsync(gone));
    }

    [Fact]
    public async Task Enumerating_subscribes_until_the_enumeration_ends()
    {
        var changes = new SessionStateChanges(4);
        await using (var reader = changes.GetAsyncEnumerator())
        {
            var next = reader.MoveNextAsync();
            Publish(changes, 1);
            Assert.True(await next);
            Assert.Equal(1, reader.Current.Sequence);
        }

        Publish(changes, 10);
        Assert.Equal(0, changes.Dropped);
    }

    [Fact]
    public async Task A_subscription_to_a_completed_stream_is_empty()
    {
        var changes = new SessionStateChanges(4);
        changes.Complete();
        using var late = changes.Subscribe();
        Assert.Empty(await ReadAsync(late));
    }

    [Fact]
    public async Task An_operation_publishes_its_moves_under_the_name_at_the_time()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        using var changes = house.Engine.Changes.Subscribe();
        await entry.SessionAsync();
        await house.Engine.RenameAsync("alpha", "beta");
        await house.Engine.CloseAsync("beta");
        changes.Dispose();
        Assert.Equal(
            [
                ("alpha", SessionStatus.Active, SessionStatus.Processing, null),
                ("alpha", SessionStatus.Processing, SessionStatus.Active, null),
                ("beta", SessionStatus.Active, SessionStatus.Completed, "closed"),
            ],
            (await changes.ToListAsync()).Select(change => (change.Name, change.Previous, change.Current, change.Reason)));
    }

    private static void Publish(SessionStateChanges changes, int count)
    {
        for (var index = 0; index < count; index++)
        {
            changes.Publish(new SessionStateChange(
                0, SessionId.New(), "alpha", SessionStatus.Active, SessionStatus.Processing, DateTimeOffset.UnixEpoch, null));
        }
    }

    private static async Task<List<long>> ReadAsync(SessionStateChangeSubscription subscription) =>
        await subscription.Select(change => change.Sequence).ToListAsync();
}
