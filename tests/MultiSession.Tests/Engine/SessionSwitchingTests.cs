namespace MultiSession.Tests;

public class SessionSwitchingTests
{
    [Fact]
    public async Task Switching_to_the_active_session_changes_nothing()
    {
        await using var house = new NoteHouse();
        var alpha = await house.CreateAsync("alpha");
        Assert.Same(alpha, (await house.Engine.SwitchAsync("alpha")).Value);
        Assert.Same(alpha, house.Engine.Active);
        Assert.Equal(SessionStatus.Active, alpha.Status);
    }

    [Fact]
    public async Task Closing_the_active_session_leads_back_to_the_one_before()
    {
        await using var house = new NoteHouse();
        foreach (var name in (string[])["alpha", "beta", "gamma"]) await house.CreateAsync(name);
        await house.Engine.SwitchAsync("gamma");
        await house.Engine.SwitchAsync("beta");

        await house.Engine.CloseAsync("beta");
        Assert.Equal("gamma", house.Engine.Active?.Name);
        await house.Engine.CloseAsync("gamma");
        Assert.Equal("alpha", house.Engine.Active?.Name);
        await house.Engine.CloseAsync("alpha");
        Assert.Null(house.Engine.Active);
    }

    [Fact]
    public async Task Switching_to_a_waiting_session_ends_its_wait()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        var beta = await house.CreateAsync("beta");
        await beta.Handle().AddAsync("done in the background");
        Assert.Equal(["beta"], house.Engine.Waiting().Select(info => info.Name));
        Assert.Equal(2, house.Engine.Waiting()[0].Number);

        await house.Engine.SwitchAsync("beta");
        Assert.Empty(house.Engine.Waiting());
        Assert.Equal(SessionStatus.Active, beta.Status);
    }

    [Fact]
    public async Task A_paused_session_refuses_operations_until_it_is_switched_to()
    {
        await using var house = new NoteHouse();
        var alpha = await house.CreateAsync("alpha");
        (await alpha.SessionAsync()).TrySetStatus(SessionStatus.Paused);
        Assert.Equal(
            new NoteSessionError.InvalidTransition("alpha", SessionStatus.Paused, SessionStatus.Processing), (await alpha.Handle().TryAddAsync("note")).Error);

        await house.Engine.SwitchAsync("alpha");
        Assert.Equal(1, await alpha.Handle().AddAsync("note"));
    }

    [Fact]
    public async Task A_rename_is_saved_and_frees_the_old_name()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        Assert.Same(entry, (await house.Engine.RenameAsync("alpha", "Beta 2")).Value);
        Assert.Equal(("Beta 2", "Beta 2"), (entry.Name, entry.Config.Name));
        Assert.Equal("NotFound", house.Engine.Find("alpha").Error?.Code);
        Assert.Equal("Beta 2", Assert.Single((await house.Store.LoadAsync("note")).Records).Name);
        await house.CreateAsync("alpha");
    }

    [Fact]
    public async Task A_rename_to_another_spelling_of_the_same_name_is_allowed()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        Assert.True((await house.Engine.RenameAsync("alpha", "Alpha")).IsSuccess);
        Assert.Equal("Alpha", entry.Name);
        Assert.Same(entry, house.Engine.Find("alpha").Value);
    }

    [Fact]
    public async Task A_rename_that_cannot_be_saved_does_not_happen()
    {
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        await house.CreateAsync("alpha");
        store.FailSaves = true;
        Assert.Equal("Storage", (await house.Engine.RenameAsync("alpha", "beta")).Error?.Code);
        store.FailSaves = false;
        Assert.Equal(["alpha"], house.Names());
        Assert.Equal("NotFound", house.Engine.Find("beta").Error?.Code);
        await house.CreateAsync("beta");
    }

    [Theory]
    [InlineData("42", "InvalidName")]
    [InlineData("BETA", "AlreadyExists")]
    public async Task A_rename_follows_the_rules_of_names(string newName, string code)
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        await house.CreateAsync("beta");
        Assert.Equal(code, (await house.Engine.RenameAsync("alpha", newName)).Error?.Code);
        Assert.Equal(["alpha", "beta"], house.Names());
    }
}
