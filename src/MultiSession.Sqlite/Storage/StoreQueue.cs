using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>
/// A bounded queue of work and the connections that serve it, each by one loop. SQLite's calls block; here they block as many
/// pool threads as there are connections, and never a caller's thread.
/// </summary>
internal sealed class StoreQueue : IAsyncDisposable
{
    private readonly Channel<StoreWork> _queue;
    private readonly Action<SqliteConnection, List<StoreWork>> _serve;
    private readonly int _batchSize;
    private readonly Task _loops;

    /// <param name="connections">The connections; this queue disposes them.</param>
    /// <param name="capacity">Work that may wait; a caller that finds the queue full waits for room.</param>
    /// <param name="batchSize">Work that one call of <paramref name="serve"/> gets at most.</param>
    /// <param name="serve">Acknowledges or fails each piece of the batch; does not throw.</param>
    public StoreQueue(
        IReadOnlyList<SqliteConnection> connections, int capacity, int batchSize, Action<SqliteConnection, List<StoreWork>> serve)
    {
        _queue = Channel.CreateBounded<StoreWork>(new BoundedChannelOptions(capacity) { SingleReader = connections.Count == 1 });
        (_batchSize, _serve) = (batchSize, serve);
        _loops = Task.WhenAll(connections.Select(RunAsync));
    }

    /// <summary>Waits for room, then for the work. Cancellation takes work that has not begun out of the queue.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        var item = new StoreWork<T>(work, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteSessionStore));
        }

        return await item.Completion.ConfigureAwait(false);
    }

    /// <summary>Takes no more work, finishes what waits and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loops.ConfigureAwait(false);
    }

    private async Task RunAsync(SqliteConnection connection)
    {
        using var owned = connection;
        var batch = new List<StoreWork>(_batchSize);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < _batchSize && _queue.Reader.TryRead(out var work))
            {
                if (!work.TryCancel())
                    batch.Add(work);
            }

            _serve(connection, batch);
            batch.Clear();
        }
    }
}
