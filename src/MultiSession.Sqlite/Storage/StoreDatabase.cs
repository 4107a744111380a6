using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>An open file: one queue for the connection that writes, one for those that read.</summary>
internal sealed class StoreDatabase : IAsyncDisposable
{
    private const int ReadQueueCapacity = 1024;

    private readonly StoreQueue _writes;
    private readonly StoreQueue _reads;

    private StoreDatabase(StoreQueue writes, StoreQueue reads) => (_writes, _reads) = (writes, reads);

    /// <summary>Opens or creates the file and brings its schema up to date. Blocks.</summary>
    /// <exception cref="SessionStoreException">The file cannot be used.</exception>
    public static StoreDatabase Open(SqliteSessionStoreOptions options)
    {
        var file = StoreFile.Prepare(options.Path);
        var connections = new List<SqliteConnection>();
        try
        {
            connections.Add(StoreConnection.OpenWriter(file, options));
            while (connections.Count <= options.Readers)
                connections.Add(StoreConnection.OpenReader(file, options));
        }
        catch (Exception e)
        {
            connections.ForEach(connection => connection.Dispose());
            if (e is SqliteException sqlite)
                throw StoreErrors.Translate(sqlite, file, options.BusyTimeout);
            throw;
        }

        var commit = new GroupCommit(file, options.BusyTimeout);
        var writes = new StoreQueue(connections[..1], options.WriteQueueCapacity, GroupCommit.BatchSize, commit.Serve);
        var reads = new StoreQueue(connections[1..], ReadQueueCapacity, batchSize: 1, Read);
        return new StoreDatabase(writes, reads);

        void Read(SqliteConnection connection, List<StoreWork> batch) => StoreDatabase.Read(connection, batch, file, options.BusyTimeout);
    }

    /// <summary>Completes once the write is committed.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken) =>
        _writes.RunAsync(write, cancellationToken);

    /// <summary>Reads what is committed.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        _reads.RunAsync(read, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync().ConfigureAwait(false);
        await _writes.DisposeAsync().ConfigureAwait(false); // last, so that closing it folds the log into the file
    }

    private static void Read(SqliteConnection connection, List<StoreWork> batch, string file, TimeSpan busyTimeout)
    {
        foreach (var read in batch)
        {
            try
            {
                read.Run(connection);
                read.Acknowledge();
            }
            catch (SqliteException e)
            {
                read.Fail(StoreErrors.Translate(e, file, busyTimeout));
            }
            catch (Exception e) // belongs to the caller that waits for it; the loop serves the others
            {
                read.Fail(e);
            }
        }
    }
}
