using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_saved_session_is_the_same_after_reopening()
    {
        var record = New("näme '; DROP TABLE sessions; -- 名") with
        {
            Status = SessionStatus.WaitingForInput,
            State = """{"text":"quote ' and \" and \u0000 and 名"}""",
        };
        await using (var store = await _folder.OpenAsync())
            Assert.Equal(1, await store.SaveAsync(record));
        await using var reopened = await _folder.OpenAsync();
        var contents = await reopened.LoadAsync(TypeName);
        Assert.Equal(record with { Version = 1 }, Assert.Single(contents.Records));
        Assert.Empty(contents.Quarantined);
    }

    [Fact]
    public async Task Sessions_load_in_creation_order_and_by_type()
    {
        await using var store = await _folder.OpenAsync();
        foreach (var order in new long[] { 3, 1, 2 })
            await store.SaveAsync(New($"s{order}", order));
        await store.SaveAsync(New("other", 4) with { TypeName = "job" });
        Assert.Equal(["s1", "s2", "s3"], (await store.LoadAsync(TypeName)).Records.Select(record => record.Name));
        Assert.Equal(["other"], (await store.LoadAsync("job")).Records.Select(record => record.Name));
    }

    [Fact]
    public async Task A_lost_update_is_a_conflict_and_changes_nothing()
    {
        await using var store = await _folder.OpenAsync();
        var record = New();
        var version = await store.SaveAsync(record);
        var newer = await store.SaveAsync(record with { Name = "first", Version = version });
        var conflict = await Assert.ThrowsAsync<SessionVersionConflictException>(
            () => store.SaveAsync(record with { Name = "second", Version = version }).AsTask());
        Assert.Contains($"version {version}", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(record with { Name = "first", Version = newer }, Assert.Single((await store.LoadAsync(TypeName)).Records));
    }

    [Fact]
    public async Task A_new_session_does_not_replace_a_stored_one_and_a_deleted_one_does_not_return()
    {
        await using var store = await _folder.OpenAsync();
        var record = New();
        var version = await store.SaveAsync(record);
        await Assert.ThrowsAsync<SessionVersionConflictException>(() => store.SaveAsync(record).AsTask());
        await store.DeleteAsync(TypeName, record.Id);
        await Assert.ThrowsAsync<SessionVersionConflictException>(() => store.SaveAsync(record with { Version = version }).AsTask());
        Assert.Empty((await store.LoadAsync(TypeName)).Records);
    }

    [Fact]
    public async Task A_transcript_is_read_from_its_end_and_goes_with_its_session()
    {
        await using var store = await _folder.OpenAsync();
        var record = New();
        OutputEvent[] events = [Event(1, "ls\n", OutputKind.Input), Event(2), Event(3, "", OutputKind.Error), Event(4, "naïve 名 \u0001")];
        await store.AppendTranscriptAsync(TypeName, record.Id, events[..3]);
        await store.AppendTranscriptAsync(TypeName, record.Id, []);
        await store.AppendTranscriptAsync(TypeName, record.Id, events[3..]);
        Assert.Equal(events, await store.ReadTranscriptAsync(TypeName, record.Id, 100));
        Assert.Equal(events[2..], await store.ReadTranscriptAsync(TypeName, record.Id, 2));
        Assert.Empty(await store.ReadTranscriptAsync(TypeName, record.Id, 0));
        Assert.Empty(await store.ReadTranscriptAsync("job", record.Id, 100));
        await store.DeleteAsync(TypeName, record.Id);
        Assert.Empty(await store.ReadTranscriptAsync(TypeName, record.Id, 100));
    }

    [Fact]
    public async Task Events_that_are_there_already_are_a_conflict_and_none_is_appended()
    {
        await using var store = await _folder.OpenAsync();
        var id = SessionId.New();
        await store.AppendTranscriptAsync(TypeName, id, [Event(1), Event(2)]);
        await Assert.ThrowsAsync<SessionVersionConflictException>(
            () => store.AppendTranscriptAsync(TypeName, id, [Event(3), Event(2, "other")]).AsTask());
        Assert.Equal([Event(1), Event(2)], await store.ReadTranscriptAsync(TypeName, id, 100));
    }

    [Fact]
    public async Task A_transcript_keeps_as_many_events_as_the_options_say()
    {
        await using var store = await _folder.OpenAsync(options => options.MaxTranscriptEvents = 3);
        var id = SessionId.New();
        await store.AppendTranscriptAsync(TypeName, id, [Event(1), Event(2)]);
        await store.AppendTranscriptAsync(TypeName, id, [Event(3), Event(4), Event(5)]);
        Assert.Equal([3L, 4, 5], (await store.ReadTranscriptAsync(TypeName, id, 100)).Select(output => output.Sequence));
    }

    [Fact]
    public async Task Text_that_looks_like_sql_stays_text()
    {
        const string Hostile = "x'); DELETE FROM sessions; --";
        await using var store = await _folder.OpenAsync();
        var record = New(Hostile) with { TypeName = Hostile };
        await store.SaveAsync(record);
        await store.AppendTranscriptAsync(Hostile, record.Id, [Event(1, Hostile)]);
        await store.QuarantineAsync("'; DROP TABLE sessions; --", record.Id, Hostile);
        await store.DeleteAsync("' OR 1=1 --", record.Id);
        Assert.Equal(Hostile, Assert.Single((await store.LoadAsync(Hostile)).Records).Name);
        Assert.Equal(Hostile, Assert.Single(await store.ReadTranscriptAsync(Hostile, record.Id, 1)).Text);
    }

    [Fact]
    public async Task A_store_that_is_not_open_or_disposed_says_so()
    {
        var store = new SqliteSessionStore(_folder.StorePath);
        var error = await Assert.ThrowsAsync<SessionStoreException>(() => store.LoadAsync(TypeName).AsTask());
        Assert.Contains("is not open; call OpenAsync first", error.Message, StringComparison.Ordinal);
        await store.OpenAsync();
        await store.OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.LoadAsync(TypeName).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.OpenAsync().AsTask());
    }

    [Fact]
    public async Task The_file_is_in_write_ahead_mode_and_private()
    {
        await using var store = await _folder.OpenAsync();
        Assert.Equal(1, _folder.Sql("SELECT journal_mode = 'wal' FROM pragma_journal_mode"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.StorePath));
    }

    public void Dispose() => _folder.Dispose();
}
