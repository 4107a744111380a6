using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests;

public sealed class SchemaTests : IDisposable
{
    /// <summary>A file as schema version 1 had it, with one session and its transcript.</summary>
    private const string Version1 =
        """
        CREATE TABLE sessions (
            type_name TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, creation_order INTEGER NOT NULL, status TEXT NOT NULL,
            is_active INTEGER NOT NULL, created_at TEXT NOT NULL, last_active_at TEXT NOT NULL, settings TEXT NOT NULL, state TEXT NOT NULL,
            version INTEGER NOT NULL, PRIMARY KEY (type_name, id)) STRICT;
        CREATE TABLE transcript (
            type_name TEXT NOT NULL, id TEXT NOT NULL, sequence INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (type_name, id, sequence)) STRICT, WITHOUT ROWID;
        INSERT INTO sessions VALUES ('chat', '0190f5d5a5b47f0fa4e1d2c3b4a59687', 'old', 7, 'Paused', 1,
            '2025-01-02T03:04:05.0000000Z', '2025-01-02T03:04:06.0000000Z', '{"model":"m0"}', '{"n":1}', 3);
        INSERT INTO transcript VALUES ('chat', '0190f5d5a5b47f0fa4e1d2c3b4a59687', 1, '2025-01-02T03:04:05.5000000Z', 'Text', 'kept');
        PRAGMA application_id = 1297302867;
        PRAGMA user_version = 1;
        """;

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_file_of_version_1_is_brought_up_to_date_and_keeps_everything()
    {
        _folder.Sql(Version1);
        var id = SessionId.Parse("0190f5d5a5b47f0fa4e1d2c3b4a59687");
        await using var store = await _folder.OpenAsync();
        var record = Assert.Single((await store.LoadAsync(TypeName)).Records);
        Assert.Equal(
            new SessionRecord(TypeName, id, "old", 7, SessionStatus.Paused, true, At("03:04:05"), At("03:04:06"), """{"model":"m0"}""", """{"n":1}""", 3),
            record);
        Assert.Equal("kept", Assert.Single(await store.ReadTranscriptAsync(TypeName, id, 10)).Text);
        Assert.Equal(4, await store.SaveAsync(record));
        await store.QuarantineAsync(TypeName, id, "version 2 has a quarantine");
        Assert.Equal(1, _folder.Sql("SELECT count(*) FROM quarantine"));
        Assert.Equal(2, _folder.Sql("PRAGMA user_version"));

        static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2025-01-02T{time}Z", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        _folder.Sql("PRAGMA user_version = 99");
        await using var store = new SqliteSessionStore(_folder.StorePath);
        var error = await Assert.ThrowsAsync<SessionStoreException>(() => store.OpenAsync().AsTask());
        Assert.Contains("has schema version 99; this program knows versions up to 2. Update the program", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.StorePath, error.Message, StringComparison.Ordinal);
        Assert.Equal(99, _folder.Sql("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_old_version()
    {
        _folder.Sql(Version1 + "CREATE TABLE quarantine (something TEXT);");
        await using var store = new SqliteSessionStore(_folder.StorePath);
        await Assert.ThrowsAsync<SessionStoreException>(() => store.OpenAsync().AsTask());
        Assert.Equal(1, _folder.Sql("PRAGMA user_version"));
        Assert.Equal(1, _folder.Sql("SELECT count(*) FROM sessions"));
    }

    [Fact]
    public async Task Many_that_open_a_new_file_at_once_agree()
    {
        for (var round = 0; round < 20; round++)
        {
            using var folder = new TestFolder();
            var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => folder.OpenAsync()));
            await Task.WhenAll(stores.Select((store, i) => store.SaveAsync(New($"s{i}", i)).AsTask()));
            Assert.Equal(8, (await stores[0].LoadAsync(TypeName)).Records.Count);
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();
}
