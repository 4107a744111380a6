namespace MultiSession.Tests;

public class SessionDrainTests
{
    [Fact]
    public async Task A_drained_engine_keeps_its_sessions_in_the_store_and_refuses_work()
    {
        var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var session = await entry.SessionAsync();
        await entry.Handle().AddAsync("note");
        Assert.True((await house.Engine.DrainAsync(TimeSpan.Zero)).IsSuccess);

        Assert.True(session.WasDisposed);
        Assert.Equal("Closed", (await entry.Handle().TryAddAsync("late")).Error?.Code);
        Assert.Equal("Closed", (await house.TryCreateAsync("beta")).Error?.Code);
        var record = Assert.Single((await house.Store.LoadAsync("note")).Records);
        Assert.Equal(("alpha", SessionStatus.Active, true), (record.Name, record.Status, record.IsActive));
    }

    [Fact]
    public async Task Draining_lets_running_operations_end()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var held = await entry.HoldAsync();
        var drain = house.Engine.DrainAsync(TimeSpan.FromSeconds(10)).AsTask();
        Assert.False(drain.IsCompleted);
        held.Finish();
        Assert.Equal(1, (await held.Result).Value);
        Assert.True((await drain).IsSuccess);
    }

    [Fact]
    public async Task Draining_cancels_operations_that_take_too_long()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var held = await entry.HoldAsync();
        var drain = house.Engine.DrainAsync(TimeSpan.FromSeconds(10)).AsTask();
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new NoteSessionError.Closed("alpha"), (await held.Result).Error);
        Assert.True((await drain).IsSuccess);
    }

    [Fact]
    public async Task Draining_twice_gives_the_same_result_and_ends_every_subscription()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        using var changes = house.Engine.Changes.Subscribe();
        using var output = entry.Output.Subscribe();
        Assert.All(
            await Task.WhenAll(house.Engine.DrainAsync(TimeSpan.Zero).AsTask(), house.Engine.DrainAsync(TimeSpan.Zero).AsTask()),
            result => Assert.True(result.IsSuccess));
        Assert.Empty(await changes.ToListAsync());
        Assert.Empty(await output.ToListAsync());
        Assert.Equal("Closed", (await Assert.ThrowsAsync<NoteSessionException>(async () => await entry.Output.WriteAsync("late"))).Error.Code);
    }

    [Fact]
    public async Task A_session_that_cannot_be_saved_makes_the_drain_say_so_after_all_others_are_saved()
    {
        var store = new FailingStore(new InMemorySessionStore());
        var house = new NoteHouse(store: store);
        await house.CreateAsync("alpha");
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Engine.SwitchAsync("alpha");
        store.FailSaves = true;
        Assert.Equal("Storage", (await house.Engine.DrainAsync(TimeSpan.Zero)).Error?.Code);
    }
}
