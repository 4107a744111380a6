using System.Threading.Channels;

namespace MultiSession;

/// <summary>One reader of a <see cref="SessionStateChanges"/>. When it is too slow, the oldest unread change is dropped and counted.</summary>
public sealed class SessionStateChangeSubscription : IAsyncEnumerable<SessionStateChange>, IDisposable
{
    private readonly SessionStateChanges _stream;
    private readonly Channel<SessionStateChange> _channel;
    private long _dropped;

    internal SessionStateChangeSubscription(SessionStateChanges stream, int capacity)
    {
        _stream = stream;
        _channel = Channel.CreateBounded<SessionStateChange>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => CountDrop());
    }

    /// <summary>Changes that this reader lost because it was too slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Changes as they happen. Ends when the coordinator or the subscription is disposed. For one reader at a time.</summary>
    public IAsyncEnumerator<SessionStateChange> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _channel.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Ends the subscription; changes that were not read yet can still be read.</summary>
    public void Dispose()
    {
        Complete();
        _stream.Remove(this);
    }

    // Never fails while the channel is open: a full one drops its oldest change.
    internal void Publish(SessionStateChange change) => _ = _channel.Writer.TryWrite(change);

    internal void Complete() => _channel.Writer.TryComplete();

    private void CountDrop()
    {
        Interlocked.Increment(ref _dropped);
        _stream.CountDrop();
    }
}
