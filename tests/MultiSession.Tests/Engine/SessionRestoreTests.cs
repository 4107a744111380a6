namespace MultiSession.Tests;

public class SessionRestoreTests
{
    private readonly InMemorySessionStore _store = new();

    [Fact]
    public async Task Sessions_come_back_with_name_number_settings_state_status_and_transcript()
    {
        await using (var before = new NoteHouse(store: _store))
        {
            await before.CreateAsync("alpha");
            var beta = (await before.TryCreateAsync("beta", "topic")).Value;
            await beta.Handle().AddAsync("kept");
        }

        await using var after = new NoteHouse(store: _store);
        var report = (await after.Engine.RestoreAsync()).Value;
        Assert.Equal(["alpha", "beta"], report.Restored.Select(info => info.Name));
        Assert.Empty(report.Quarantined);
        var restored = after.Engine.Find("2").Value;
        Assert.Equal(("beta", "topic", SessionStatus.WaitingForInput), (restored.Name, restored.Config.Topic, restored.Status));
        Assert.Equal("alpha", after.Engine.Active?.Name);
        Assert.Equal("today: kept", Assert.Single(restored.Output.Buffer.Replay().Events).Text);
        Assert.Equal("today: kept", Assert.Single(await restored.Output.ReadTranscriptAsync(10)).Text);
        var session = await restored.SessionAsync();
        Assert.Equal(["kept"], session.Notes);
        Assert.True(session.WasRestored);
    }

    [Fact]
    public async Task What_was_acknowledged_is_stored_without_any_further_step()
    {
        var crashed = new NoteHouse(store: _store);
        var entry = await crashed.CreateAsync("alpha");
        await entry.Handle().AddAsync("kept");

        await using var after = new NoteHouse(store: _store);
        await after.Engine.RestoreAsync();
        Assert.Equal(["kept"], (await after.Engine.Find("alpha").Value.SessionAsync()).Notes);
    }

    [Fact]
    public async Task New_output_continues_the_sequence_of_the_old()
    {
        await using (var before = new NoteHouse(store: _store)) await (await before.CreateAsync("alpha")).Handle().AddAsync("one");
        await using var after = new NoteHouse(store: _store);
        await after.Engine.RestoreAsync();
        await after.Engine.Find("alpha").Value.Handle().AddAsync("two");
        Assert.Equal([(1L, "today: one"), (2L, "today: two")], (await after.Engine.Active!.Output.ReadTranscriptAsync(10)).Select(one => (one.Sequence, one.Text)));
    }

    [Fact]
    public async Task A_new_session_comes_after_the_restored_ones()
    {
        await using (var before = new NoteHouse(store: _store))
        {
            await before.CreateAsync("alpha");
            await before.CreateAsync("beta");
            await before.Engine.CloseAsync("alpha");
        }

        await using var after = new NoteHouse(store: _store);
        await after.Engine.RestoreAsync();
        await after.CreateAsync("gamma");
        Assert.Equal(["beta", "gamma"], after.Names());
    }

    [Theory]
    [InlineData("""{"MaxNotes":"many"}""", "{}")]
    [InlineData("""{}""", "{}")]
    [InlineData("not json", "{}")]
    [InlineData("""{"MaxNotes":1,"Topic":"this topic is far too long"}""", "{}")]
    [InlineData("""{"MaxNotes":1}""", """{"Notes":"one"}""")]
    [InlineData("""{"MaxNotes":1}""", "not json")]
    public async Task A_record_that_does_not_fit_is_set_aside_and_the_others_load(string settings, string state)
    {
        var bad = SessionId.New();
        await _store.SaveAsync(Record(bad, "bad", settings, state));
        await _store.SaveAsync(Record(SessionId.New(), "good", """{"MaxNotes":1}""", "{}"));
        await using var house = new NoteHouse(store: _store);
        var report = (await house.Engine.RestoreAsync()).Value;

        Assert.Equal(["good"], house.Names());
        Assert.Contains(bad.ToString(), Assert.Single(report.Quarantined).Key);
        Assert.Equal(1, house.Engine.Statistics.Quarantined);
        Assert.Equal("good", Assert.Single((await _store.LoadAsync("note")).Records).Name);
        await house.CreateAsync("bad");
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("123")]
    [InlineData("GOOD")]
    public async Task A_record_whose_name_cannot_be_used_is_set_aside(string name)
    {
        await _store.SaveAsync(Record(SessionId.New(), "good", """{"MaxNotes":1}""", "{}") with { CreationOrder = 1 });
        await _store.SaveAsync(Record(SessionId.New(), name, """{"MaxNotes":1}""", "{}") with { CreationOrder = 2 });
        await using var house = new NoteHouse(store: _store);
        Assert.Single((await house.Engine.RestoreAsync()).Value.Quarantined);
        Assert.Equal(["good"], house.Names());
    }

    [Fact]
    public async Task A_session_that_was_working_when_the_process_died_is_ready_again()
    {
        await _store.SaveAsync(Record(SessionId.New(), "alpha", """{"MaxNotes":1}""", "{}") with { Status = SessionStatus.Processing });
        await using var house = new NoteHouse(store: _store);
        await house.Engine.RestoreAsync();
        Assert.Equal(SessionStatus.Active, house.Engine.Active?.Status);
    }

    [Fact]
    public async Task The_session_used_last_is_active_when_a_crash_left_several_marked()
    {
        var record = Record(SessionId.New(), "alpha", """{"MaxNotes":1}""", "{}") with { IsActive = true };
        await _store.SaveAsync(record);
        await _store.SaveAsync(record with { Id = SessionId.New(), Name = "beta", LastActiveAt = record.LastActiveAt.AddHours(1) });
        await _store.SaveAsync(record with { Id = SessionId.New(), Name = "gamma", LastActiveAt = record.LastActiveAt.AddHours(2), IsActive = false });
        await using var house = new NoteHouse(store: _store);
        await house.Engine.RestoreAsync();
        Assert.Equal("beta", house.Engine.Active?.Name);
    }

    [Fact]
    public async Task More_stored_sessions_than_allowed_are_all_restored_and_no_new_one_is_created()
    {
        await using (var before = new NoteHouse(store: _store))
        {
            await before.CreateAsync();
            await before.CreateAsync();
        }

        await using var after = new NoteHouse(options => options.MaxSessions = 1, _store);
        await after.Engine.RestoreAsync();
        Assert.Equal(2, after.Engine.List().Count);
        Assert.Equal(new NoteSessionError.LimitReached(1), (await after.TryCreateAsync()).Error);
    }

    [Fact]
    public async Task Restoring_again_changes_nothing()
    {
        await using var house = new NoteHouse(store: _store);
        var entry = await house.CreateAsync("alpha");
        Assert.Empty((await house.Engine.RestoreAsync()).Value.Restored);
        Assert.Same(entry, house.Engine.Find("alpha").Value);
    }

    [Fact]
    public async Task Restored_sessions_start_their_idle_time_anew()
    {
        await using (var before = new NoteHouse(store: _store))
        {
            await before.CreateAsync("alpha");
            await before.CreateAsync("beta");
        }

        await using var after = new NoteHouse(store: _store);
        after.Clock.Advance(TimeSpan.FromDays(7));
        await after.Engine.RestoreAsync();
        Assert.Equal(0, await after.Engine.ExpireIdleAsync());
    }

    [Fact]
    public async Task Another_process_that_saved_in_between_is_a_typed_error_and_is_not_overwritten()
    {
        await using var house = new NoteHouse(store: _store);
        var entry = await house.CreateAsync("alpha");
        var stored = Assert.Single((await _store.LoadAsync("note")).Records);
        await _store.SaveAsync(stored with { Name = "theirs" });

        Assert.Equal("Storage", (await entry.Handle().TryAddAsync("mine")).Error?.Code);
        Assert.Equal("theirs", Assert.Single((await _store.LoadAsync("note")).Records).Name);
    }

    private static SessionRecord Record(SessionId id, string name, string settings, string state) =>
        new("note", id, name, 1, SessionStatus.Active, false, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, settings, state, 0);
}
