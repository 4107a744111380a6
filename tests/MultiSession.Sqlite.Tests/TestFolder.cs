using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Tests;

/// <summary>A folder of one test and the store file in it; deleted with everything in it.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Root = Directory.CreateTempSubdirectory("multisession-sqlite-").FullName;

    public string Root { get; }

    public string StorePath => Path.Combine(Root, "store.db");

    public async Task<SqliteSessionStore> OpenAsync(Action<SqliteSessionStoreOptions>? configure = null)
    {
        // Tests do not pull plugs, so they need not wait for the disk.
        var options = new SqliteSessionStoreOptions { Path = StorePath, Durability = SqliteDurability.ProcessCrash };
        configure?.Invoke(options);
        var store = new SqliteSessionStore(options);
        await store.OpenAsync();
        return store;
    }

    /// <summary>Runs SQL on the file as another program would.</summary>
    public long Sql(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Another program's connection to the file.</summary>
    public SqliteConnection Connect()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
