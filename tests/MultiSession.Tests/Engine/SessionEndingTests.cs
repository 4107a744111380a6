namespace MultiSession.Tests;

public class SessionEndingTests
{
    [Fact]
    public async Task Closing_disposes_deletes_and_forgets_the_session()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var session = await entry.SessionAsync();
        Assert.True((await house.Engine.CloseAsync("alpha")).IsSuccess);

        Assert.True(session.WasDisposed);
        Assert.Equal((SessionStatus.Completed, 0, false), (entry.Status, entry.Number, entry.IsActive));
        Assert.Empty(house.Engine.List());
        Assert.Empty((await house.Store.LoadAsync("note")).Records);
        Assert.Equal(new NoteSessionError.Closed("alpha"), (await entry.Handle().TryAddAsync("note")).Error);
        Assert.Equal(0, house.Engine.Statistics.MemoryBytes);
    }

    [Fact]
    public async Task Closing_cancels_the_running_operation_and_those_that_wait()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var held = await entry.HoldAsync();
        var waiting = entry.Handle().TryAddAsync("never").AsTask();
        Assert.True((await house.Engine.CloseAsync("alpha")).IsSuccess);
        Assert.Equal(new NoteSessionError.Closed("alpha"), (await held.Result).Error);
        Assert.Equal(new NoteSessionError.Closed("alpha"), (await waiting).Error);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_ever_for_an_operation_that_ignores_its_cancellation()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var (running, finish) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        var operation = entry.RunAsync(async (_, _) =>
        {
            running.SetResult();
            return await finish.Task;
        }).AsTask();
        await running.Task;

        var closing = house.Engine.CloseAsync("alpha").AsTask();
        Assert.False(closing.IsCompleted);
        await TestWaits.ForTimersAsync(house.Clock, 2);
        house.Clock.Advance(house.Options.CloseTimeout);
        Assert.True((await closing).IsSuccess);
        finish.SetResult(1);
        await operation;
    }

    [Fact]
    public async Task A_session_that_cannot_be_deleted_stays_and_loses_nothing()
    {
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var entry = await house.CreateAsync("alpha");
        await entry.Handle().AddAsync("first");
        store.FailDeletes = true;
        Assert.Equal(new NoteSessionError.Storage("delete", "disk full"), (await house.Engine.CloseAsync("alpha")).Error);
        Assert.Equal(["alpha"], house.Names());
        Assert.Equal(2, await entry.Handle().AddAsync("second"));

        store.FailDeletes = false;
        Assert.True((await house.Engine.CloseAsync("alpha")).IsSuccess);
    }

    [Fact]
    public async Task Two_who_close_the_same_session_close_it_once()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var held = await entry.HoldAsync();
        var results = await Task.WhenAll(house.Engine.CloseAsync("alpha").AsTask(), house.Engine.CloseAsync("alpha").AsTask());
        Assert.Equal([true, false], results.Select(result => result.IsSuccess).OrderDescending());
        Assert.Equal(1, house.Engine.Statistics.Closed);
        await held.Result;
    }

    [Fact]
    public async Task An_idle_session_expires_and_is_told_apart_from_an_unknown_one()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("active");
        var entry = await house.CreateAsync("alpha");
        house.Clock.Advance(house.Options.IdleTimeout - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await house.Engine.ExpireIdleAsync());
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await house.Engine.ExpireIdleAsync());

        var expired = new NoteSessionError.Expired("alpha", house.Clock.GetUtcNow());
        Assert.Equal(["active"], house.Names());
        Assert.Equal(expired, house.Engine.Find("alpha").Error);
        Assert.Equal(expired, (await entry.Handle().TryAddAsync("note")).Error);
        Assert.Equal("Expired", house.Engine.Find(entry.Id.ToString()).Error?.Code);
        Assert.Equal("NotFound", house.Engine.Find("other").Error?.Code);
        Assert.Equal("active", Assert.Single((await house.Store.LoadAsync("note")).Records).Name);
    }

    [Fact]
    public async Task Neither_the_active_session_nor_a_busy_nor_a_locked_one_expires()
    {
        await using var house = new NoteHouse(options => (options.OperationTimeout, options.LockTimeout) = (Timeout.InfiniteTimeSpan, TimeSpan.FromDays(2)));
        await house.CreateAsync("active");
        var held = await (await house.CreateAsync("busy")).HoldAsync();
        await house.CreateAsync("locked");
        await house.CreateAsync("idle");
        await using var locked = (await house.Engine.LockAsync(["locked"], TimeSpan.Zero)).Value;

        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await house.Engine.ExpireIdleAsync());
        Assert.Equal(["active", "busy", "locked"], house.Names());
        held.Finish();
        await held.Result;
    }

    [Fact]
    public async Task Idle_time_counts_from_the_end_of_the_last_operation_and_from_the_last_switch_away()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("first");
        var used = await house.CreateAsync("used");
        await house.CreateAsync("unused");
        house.Clock.Advance(TimeSpan.FromMinutes(20));
        await used.Handle().AddAsync("note");
        await house.Engine.SwitchAsync("unused");
        house.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(0, await house.Engine.ExpireIdleAsync());
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await house.Engine.ExpireIdleAsync());
        Assert.Equal(["unused"], house.Names());
    }

    [Fact]
    public async Task An_expired_name_can_be_used_again()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("active");
        await house.CreateAsync("alpha");
        house.Clock.Advance(house.Options.IdleTimeout);
        await house.Engine.ExpireIdleAsync();
        var again = await house.CreateAsync("alpha");
        Assert.Same(again, house.Engine.Find("alpha").Value);
        await house.Engine.CloseAsync("alpha");
        Assert.Equal("NotFound", house.Engine.Find("alpha").Error?.Code);
    }

    [Fact]
    public async Task An_operation_and_the_expiry_of_its_session_exclude_each_other()
    {
        await using var house = new NoteHouse(options => options.MaxSessions = 200);
        await house.CreateAsync("active");
        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => house.CreateAsync()));
        house.Clock.Advance(house.Options.IdleTimeout);

        var expiry = Task.Run(async () => await house.Engine.ExpireIdleAsync());
        var results = await Task.WhenAll(entries.Reverse().Select(entry => Task.Run(async () => await entry.Handle().TryAddAsync("note"))));
        var expired = await expiry;
        Assert.Equal(expired, results.Count(result => result.Error is NoteSessionError.Expired));
        Assert.Equal(100 - expired, results.Count(result => result.IsSuccess));
        Assert.Equal(101 - expired, house.Engine.List().Count);
    }
}
