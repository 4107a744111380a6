using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>Commits the writes that wait in one transaction, so that many callers share one flush to the disk.</summary>
internal sealed class GroupCommit(string file, TimeSpan busyTimeout)
{
    /// <summary>Bounds how long the first of a batch waits for the last.</summary>
    public const int BatchSize = 256;

    public void Serve(SqliteConnection connection, List<StoreWork> batch)
    {
        if (batch.Count == 0)
            return;
        var error = Commit(connection, batch, out var shared);
        if (error is null)
        {
            foreach (var write in batch)
                write.Acknowledge();
        }
        else if (shared || batch.Count == 1)
        {
            foreach (var write in batch)
                write.Fail(error);
        }
        else
        {
            // One write of the batch is at fault: each gets a transaction of its own, so that only that one fails.
            foreach (var write in batch)
                Serve(connection, [write]);
        }
    }

    // Why nothing was committed; null when all was. The error is shared when it is the transaction's, not that of one write.
    private Exception? Commit(SqliteConnection connection, List<StoreWork> batch, out bool shared)
    {
        shared = true;
        try
        {
            using var transaction = connection.BeginTransaction();
            shared = false;
            foreach (var write in batch)
                write.Run(connection);
            shared = true;
            transaction.Commit();
            return null;
        }
        catch (SqliteException e)
        {
            return StoreErrors.Translate(e, file, busyTimeout);
        }
        catch (Exception e) // belongs to the caller that waits for it; the loop serves the others
        {
            return e;
        }
    }
}
