using System.Threading.Channels;

namespace MultiSession;

/// <summary>One reader of a session's live output. When it is too slow, the oldest unread event is dropped and counted.</summary>
public sealed class SessionOutputSubscription : IAsyncEnumerable<OutputEvent>, IDisposable
{
    private readonly IReadOnlyList<OutputEvent> _retained;
    private readonly Channel<OutputEvent> _channel;
    private readonly Action<SessionOutputSubscription> _onDispose;
    private long _dropped;

    internal SessionOutputSubscription(
        IReadOnlyList<OutputEvent> retained, int capacity, Action<SessionOutputSubscription> onDispose, Action onDrop)
    {
        (_retained, _onDispose) = (retained, onDispose);
        _channel = Channel.CreateBounded<OutputEvent>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ =>
            {
                Interlocked.Increment(ref _dropped);
                onDrop();
            });
    }

    /// <summary>Events that this reader lost because it was too slow; a gap in the sequence numbers shows where.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The retained events, if asked for, then events as they are written. Ends with the session or the subscription. For one reader.</summary>
    public async IAsyncEnumerator<OutputEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var output in _retained) yield return output;
        await foreach (var output in _channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return output;
    }

    /// <summary>Ends the subscription; events that were not read yet can still be read.</summary>
    public void Dispose()
    {
        Complete();
        _onDispose(this);
    }

    // Never fails while the channel is open: a full one drops its oldest event.
    internal void Publish(OutputEvent output) => _ = _channel.Writer.TryWrite(output);

    internal void Complete() => _channel.Writer.TryComplete();
}
