using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>Opens connections to one file, all with the same settings.</summary>
internal static class StoreConnection
{
    static StoreConnection() => SQLitePCL.Batteries_V2.Init();

    /// <summary>The connection that writes: puts the file in write-ahead mode and brings its schema up to date.</summary>
    public static SqliteConnection OpenWriter(string file, SqliteSessionStoreOptions options)
    {
        var connection = Open(file, options);
        try
        {
            StoreSchema.RefuseForeign(connection, file);
            UseWriteAheadLog(connection, file);
            var flushesEachCommit = options.Durability == SqliteDurability.PowerLoss;
            connection.Execute(flushesEachCommit ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            StoreSchema.Migrate(connection, file);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that can only read.</summary>
    public static SqliteConnection OpenReader(string file, SqliteSessionStoreOptions options)
    {
        var connection = Open(file, options);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Open(string file, SqliteSessionStoreOptions options)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            var milliseconds = (int)Math.Ceiling(options.BusyTimeout.TotalMilliseconds);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {milliseconds}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void UseWriteAheadLog(SqliteConnection connection, string file)
    {
        var mode = connection.Scalar<string>("PRAGMA journal_mode = WAL");
        if (mode != "wal")
            throw new SessionStoreException(
                $"The session store '{file}' cannot use write-ahead logging here (its journal stays in mode '{mode}'). Put it on a local disk.");
    }
}
