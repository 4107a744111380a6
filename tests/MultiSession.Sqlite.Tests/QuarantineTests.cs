using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests;

public sealed class QuarantineTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("settings = '{\"model\":'", "its settings are not JSON")]
    [InlineData("settings = '[1]'", "its settings are not a JSON object")]
    [InlineData("state = ''", "its state are not JSON")]
    [InlineData("id = 'not-an-id'", "its id 'not-an-id' is not a session id")]
    [InlineData("id = ''", "its id '' is not a session id")]
    [InlineData("status = 'Sleeping'", "its status 'Sleeping' is unknown")]
    [InlineData("status = '3'", "its status '3' is unknown")]
    [InlineData("created_at = 'yesterday'", "its creation time 'yesterday' is not a UTC time")]
    [InlineData("last_active_at = '2025-13-01T00:00:00.0000000Z'", "its last activity '2025-13-01T00:00:00.0000000Z' is not a UTC time")]
    [InlineData("is_active = 2", "its active flag is 2, not 0 or 1")]
    [InlineData("version = 0", "its version is 0, below 1")]
    public async Task A_corrupt_row_is_set_aside_and_reported_while_the_others_load(string corruption, string reason)
    {
        var (bad, good) = (New("bad", 1), New("good", 2));
        await using var store = await _folder.OpenAsync();
        await store.SaveAsync(bad);
        await store.SaveAsync(good);
        await store.AppendTranscriptAsync(TypeName, bad.Id, [Event(1)]);
        _folder.Sql($"UPDATE sessions SET {corruption} WHERE name = 'bad'");

        var contents = await store.LoadAsync(TypeName);

        Assert.Equal([good with { Version = 1 }], contents.Records);
        Assert.Contains(reason, Assert.Single(contents.Quarantined).Reason, StringComparison.Ordinal);
        Assert.Empty((await store.LoadAsync(TypeName)).Quarantined);
        Assert.Equal(1, _folder.Sql("SELECT count(*) FROM quarantine WHERE record ->> 'name' = 'bad' AND reason <> ''"));
        Assert.Single(await store.ReadTranscriptAsync(TypeName, bad.Id, 10));
    }

    [Fact]
    public async Task Deeply_nested_state_is_not_corrupt()
    {
        const int Depth = 900;
        var state = string.Concat(Enumerable.Repeat("""{"a":""", Depth)) + "1" + new string('}', Depth);
        await using var store = await _folder.OpenAsync();
        await store.SaveAsync(New() with { State = state });
        Assert.Equal(state, Assert.Single((await store.LoadAsync(TypeName)).Records).State);
    }

    [Fact]
    public async Task A_session_that_its_reader_cannot_use_is_set_aside_with_the_reason()
    {
        var record = New();
        await using var store = await _folder.OpenAsync();
        await store.SaveAsync(record);
        await store.QuarantineAsync(TypeName, record.Id, "setting 'model' is missing");
        await store.QuarantineAsync(TypeName, SessionId.New(), "never stored");
        Assert.Empty((await store.LoadAsync(TypeName)).Records);
        Assert.Equal(1, _folder.Sql("SELECT count(*) FROM quarantine"));
        Assert.Equal(1, _folder.Sql("SELECT count(*) FROM quarantine WHERE reason = 'setting ''model'' is missing' AND type_name = 'chat'"));
        Assert.Equal(1, await store.SaveAsync(record));
    }

    [Fact]
    public async Task A_damaged_event_of_a_transcript_says_so_in_its_place()
    {
        var id = SessionId.New();
        await using var store = await _folder.OpenAsync();
        await store.AppendTranscriptAsync(TypeName, id, [Event(1), Event(2, "two"), Event(3)]);
        _folder.Sql("UPDATE transcript SET kind = 'Song' WHERE sequence = 2");
        var events = await store.ReadTranscriptAsync(TypeName, id, 10);
        Assert.Equal([1L, 2, 3], events.Select(output => output.Sequence));
        Assert.Equal(OutputKind.Error, events[1].Kind);
        Assert.Contains("kind 'Song'", events[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("two", events[1].Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
