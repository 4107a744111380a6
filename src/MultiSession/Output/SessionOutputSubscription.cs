using System.Threading.Channels;

namespace MultiSession;

/// <summary>One reader of a session's live output. When it is too slow, the oldest unread event is dropped and counted.</summary>
public sealed class SessionOutputSubscription : IAsyncEnumerable<OutputEvent>, IDisposable
{
    private readonly Channel<OutputEvent> _channel;
    private readonly Action<SessionOutputSubscription> _onDispose;
    private long _dropped;

    internal SessionOutputSubscription(int capacity, Action<SessionOutputSubscription> onDispose)
    {
        _onDispose = onDispose;
        _channel = Channel.CreateBounded<OutputEvent>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>Events that this reader lost because it was too slow.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Events as they are written. Ends when the session ends or the subscription is disposed. For one reader at a time.</summary>
    public IAsyncEnumerator<OutputEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _channel.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Ends the subscription; events that were not read yet can still be read.</summary>
    public void Dispose()
    {
        _channel.Writer.TryComplete();
        _onDispose(this);
    }

    // Never fails while the channel is open: a full one drops its oldest event.
    internal void Publish(OutputEvent output) => _ = _channel.Writer.TryWrite(output);

    internal void Complete() => _channel.Writer.TryComplete();
}
