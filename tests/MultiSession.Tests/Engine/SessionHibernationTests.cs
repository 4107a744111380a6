namespace MultiSession.Tests;

public class SessionHibernationTests
{
    [Fact]
    public async Task A_hibernated_session_lets_its_object_go_and_wakes_with_its_state_for_the_next_operation()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        await entry.Handle().AddAsync("kept");
        var before = await entry.SessionAsync();
        Assert.True((await house.Engine.HibernateAsync("alpha")).IsSuccess);
        Assert.Equal(SessionStatus.Hibernated, entry.Status);
        Assert.True(before.WasDisposed);
        Assert.Empty(entry.Output.Buffer.Replay().Events);

        Assert.Equal(2, await entry.Handle().AddAsync("more"));
        var after = await entry.SessionAsync();
        Assert.NotSame(before, after);
        Assert.True(after.WasRestored);
        Assert.Equal(["today: kept", "today: more"], entry.Output.Buffer.Replay().Events.Select(output => output.Text));
    }

    [Fact]
    public async Task Switching_to_a_hibernated_session_wakes_it_so_that_its_output_can_be_shown()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        var beta = await house.CreateAsync("beta");
        await beta.Handle().AddAsync("kept");
        await house.Engine.HibernateAsync("beta");
        await house.Engine.SwitchAsync("beta");
        Assert.Equal(SessionStatus.Active, beta.Status);
        Assert.Single(beta.Output.Buffer.Replay().Events);
    }

    [Fact]
    public async Task Hibernation_waits_for_the_running_operation()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        var held = await entry.HoldAsync();
        var hibernation = house.Engine.HibernateAsync("alpha").AsTask();
        Assert.False(hibernation.IsCompleted);
        held.Finish();
        Assert.True((await hibernation).IsSuccess);
        Assert.Equal(1, (await held.Result).Value);
    }

    [Fact]
    public async Task A_session_that_cannot_be_saved_does_not_hibernate()
    {
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var entry = await house.CreateAsync("alpha");
        var session = await entry.SessionAsync();
        store.FailSaves = true;
        Assert.Equal("Storage", (await house.Engine.HibernateAsync("alpha")).Error?.Code);
        Assert.Equal((SessionStatus.Active, false), (entry.Status, session.WasDisposed));
    }

    [Fact]
    public async Task A_hibernated_session_is_restored_hibernated_and_expires_like_any_other()
    {
        var store = new InMemorySessionStore();
        await using (var before = new NoteHouse(store: store))
        {
            await before.CreateAsync("alpha");
            await before.CreateAsync("beta");
            await before.Engine.HibernateAsync("beta");
        }

        await using var after = new NoteHouse(store: store);
        await after.Engine.RestoreAsync();
        Assert.Equal(SessionStatus.Hibernated, after.Engine.Find("beta").Value.Status);
        after.Clock.Advance(after.Options.IdleTimeout);
        Assert.Equal(1, await after.Engine.ExpireIdleAsync());
        Assert.Equal(["alpha"], after.Names());
    }

    [Fact]
    public async Task Memory_pressure_hibernates_the_longest_idle_and_spares_the_active_and_the_recent()
    {
        await using var house = new NoteHouse(options => options.MemoryBudgetBytes = 10_000);
        await house.CreateAsync("active");
        foreach (var name in (string[])["old", "middle", "recent"])
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await (await house.CreateAsync(name)).RunAsync(async (session, token) =>
            {
                await session.Output.WriteAsync(new string('x', 3_500), cancellationToken: token);
                return 0;
            });
        }

        Assert.InRange(house.Engine.Statistics.MemoryBytes, 10_500, 11_000);
        await house.Engine.ExpireIdleAsync();
        Assert.Equal(
            [SessionStatus.Active, SessionStatus.Hibernated, SessionStatus.WaitingForInput, SessionStatus.WaitingForInput],
            house.Engine.List().Select(info => info.Status));
        Assert.InRange(house.Engine.Statistics.MemoryBytes, 7_000, 8_000);
    }
}
