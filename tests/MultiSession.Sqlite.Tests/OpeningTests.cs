namespace MultiSession.Sqlite.Tests;

/// <summary>A file that cannot be a store gives one sentence that names it, what is wrong and the way out.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_missing_folder() =>
        await RefusedAsync(Path.Combine(_folder.Root, "none", "store.db"), "does not exist. Create it");

    [Fact]
    public async Task A_folder_instead_of_a_file() =>
        await RefusedAsync(_folder.Root, "is a folder, not a file. Name a file inside it");

    [Fact]
    public async Task A_path_that_ends_like_a_folder() =>
        await RefusedAsync(Path.Combine(_folder.Root, "none") + "/", "is a folder, not a file. Name a file inside it");

    [Fact]
    public async Task A_folder_that_cannot_be_written()
    {
        if (OperatingSystem.IsLinux())
            await RefusedAsync("/proc/store.db", "cannot be written"); // no user may write there, root neither
    }

    [Fact]
    public async Task A_read_only_file()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        File.SetAttributes(_folder.StorePath, FileAttributes.ReadOnly);
        await RefusedAsync(_folder.StorePath, "is read-only. Make it writable");
        File.SetAttributes(_folder.StorePath, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_path_that_is_too_long() =>
        await RefusedAsync(Path.Combine([_folder.Root, .. Enumerable.Repeat(new string('d', 100), 5), "store.db"]), "at most 500 are possible");

    [Fact]
    public async Task A_name_that_is_too_long() =>
        await RefusedAsync(Path.Combine(_folder.Root, new string('n', 251)), "its name is 251 bytes long; at most 250 are possible");

    [Fact]
    public async Task A_path_with_a_nul() =>
        await RefusedAsync(_folder.StorePath + "\0", "NUL");

    [Theory]
    [InlineData("short text")]
    [InlineData("SQLite format 3, but not really")]
    public async Task A_file_that_is_not_a_database(string start)
    {
        var text = start + new string('x', 10_000);
        await File.WriteAllTextAsync(_folder.StorePath, text);
        await RefusedAsync(_folder.StorePath, "is not a database. Name another file");
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.StorePath));
    }

    [Fact]
    public async Task A_database_of_another_program()
    {
        _folder.Sql("CREATE TABLE notes (text TEXT)");
        var before = await File.ReadAllBytesAsync(_folder.StorePath);
        await RefusedAsync(_folder.StorePath, "is a database of another program. Name another file");
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.StorePath));
    }

    [Fact]
    public async Task A_damaged_database()
    {
        await using (var store = await _folder.OpenAsync())
            await store.SaveAsync(TestRecords.New());
        await using (var file = File.OpenWrite(_folder.StorePath))
        {
            file.Position = 100; // after the header: the tree of the schema
            file.Write(Enumerable.Repeat((byte)0xEE, 2000).ToArray());
        }

        await RefusedAsync(_folder.StorePath, "is damaged");
    }

    [Fact]
    public async Task A_refused_file_can_be_opened_once_it_is_put_right()
    {
        await using var store = new SqliteSessionStore(Path.Combine(_folder.Root, "later", "store.db"));
        await Assert.ThrowsAsync<SessionStoreException>(() => store.OpenAsync().AsTask());
        Directory.CreateDirectory(Path.Combine(_folder.Root, "later"));
        await store.OpenAsync();
        Assert.Empty((await store.LoadAsync(TestRecords.TypeName)).Records);
    }

    [Fact]
    public async Task An_empty_file_becomes_a_store()
    {
        await File.WriteAllBytesAsync(_folder.StorePath, []);
        await using var store = await _folder.OpenAsync();
        Assert.Equal(1, await store.SaveAsync(TestRecords.New()));
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long()
    {
        await using var store = await _folder.OpenAsync(options => options.BusyTimeout = TimeSpan.FromMilliseconds(1));
        using (var other = _folder.Connect())
        using (other.BeginTransaction())
        {
            var error = await Assert.ThrowsAsync<SessionStoreException>(() => store.SaveAsync(TestRecords.New()).AsTask());
            Assert.Contains("was locked by another program for longer than 00:00:00.0010000", error.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.StorePath, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, await store.SaveAsync(TestRecords.New()));
    }

    [Fact]
    public void Options_out_of_range_are_refused_with_their_limits()
    {
        Assert.Contains("Path is empty", Refused(options => options.Path = " "), StringComparison.Ordinal);
        Assert.Contains("Readers is 0; it must be from 1 to 64", Refused(options => options.Readers = 0), StringComparison.Ordinal);
        Assert.Contains("WriteQueueCapacity is -1", Refused(options => options.WriteQueueCapacity = -1), StringComparison.Ordinal);
        Assert.Contains("BusyTimeout is 00:00:00", Refused(options => options.BusyTimeout = TimeSpan.Zero), StringComparison.Ordinal);
        Assert.Contains("MaxTranscriptEvents is 0", Refused(options => options.MaxTranscriptEvents = 0), StringComparison.Ordinal);
        Assert.Contains("Durability is 7; it must be a value of SqliteDurability", Refused(options => options.Durability = (SqliteDurability)7), StringComparison.Ordinal);

        static string Refused(Action<SqliteSessionStoreOptions> configure)
        {
            var options = new SqliteSessionStoreOptions { Path = "store.db" };
            configure(options);
            return Assert.Throws<ArgumentException>(() => new SqliteSessionStore(options)).Message;
        }
    }

    private static async Task RefusedAsync(string path, string expected)
    {
        await using var store = new SqliteSessionStore(path);
        var error = await Assert.ThrowsAsync<SessionStoreException>(() => store.OpenAsync().AsTask());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFullPath(path.TrimEnd('\0')), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    public void Dispose() => _folder.Dispose();
}
