namespace MultiSession;

/// <summary>A session's output: bounded replay in memory, transcript in the store, live subscribers. Thread-safe.</summary>
public sealed class SessionOutput
{
    /// <summary>Most events of the transcript that are read back into the replay when a session is restored.</summary>
    public const int MaxReloadedEvents = 1000;

    private readonly Lock _gate = new();
    private readonly List<SessionOutputSubscription> _subscriptions = [];
    private readonly SessionTranscript _transcript;
    private readonly SessionOutputServices _services;
    private long _sequence;
    private long _dropped;
    private bool _ended;

    internal SessionOutput(SessionTranscript transcript, SessionOutputServices services)
    {
        (_transcript, _services) = (transcript, services);
        Buffer = new SessionOutputBuffer(services.Options.OutputBufferBytes);
    }

    /// <summary>The retained output.</summary>
    public SessionOutputBuffer Buffer { get; }

    /// <summary>Writes one event: to the replay and the live subscribers at once, then to the store.</summary>
    /// <remarks>
    /// When the task completes, the store has acknowledged the event. When the store is too slow, the writer waits here. Throws the session
    /// type's exception with <c>Storage</c> when the store failed (the event stays in the replay and is sent again with the next one), and
    /// with <c>Closed</c> once the session has ended.
    /// </remarks>
    /// <param name="text">The text, as it shall be shown; no line end is added.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="cancellationToken">Stops waiting; an event that was accepted is written all the same.</param>
    public async ValueTask WriteAsync(string text, OutputKind kind = OutputKind.Text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        while (!TryPublish(text, kind)) await _transcript.FlushAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        await _transcript.FlushAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last events of the stored transcript, oldest first. Throws the session type's exception with <c>Storage</c>.</summary>
    /// <param name="last">How many at most; not negative.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<IReadOnlyList<OutputEvent>> ReadTranscriptAsync(int last, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(last);
        var read = await _transcript.ReadAsync(last, cancellationToken).ConfigureAwait(false);
        return read.ValueOrThrow(_services.Errors);
    }

    /// <summary>Starts a live subscription. Dispose it to end it.</summary>
    /// <param name="replay">Whether the retained events come first, without a gap to the live ones.</param>
    public SessionOutputSubscription Subscribe(bool replay = true)
    {
        lock (_gate)
        {
            var retained = replay ? Buffer.Replay().Events : [];
            var subscription = new SessionOutputSubscription(
                retained, _services.Options.OutputSubscriberCapacity, Unsubscribe, () => _dropped++);
            if (_ended) subscription.Complete();
            else _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Fills the replay from the transcript, for a session whose object is about to be made anew.</summary>
    internal async ValueTask<SessionError?> ReloadAsync(CancellationToken cancellationToken)
    {
        var read = await _transcript.ReadAsync(MaxReloadedEvents, cancellationToken).ConfigureAwait(false);
        if (!read.TryGetValue(out var events, out var error)) return error;
        lock (_gate)
        {
            if (_sequence > 0 && Buffer.ByteCount > 0) return null;
            if (events.Count > 0) _sequence = Math.Max(_sequence, events[^1].Sequence);
            var before = Buffer.ByteCount;
            Buffer.Load(events);
            _services.Memory.Add(Buffer.ByteCount - before);
        }

        return null;
    }

    internal void Open() => _transcript.Open();

    /// <summary>Waits for the store to take what is pending. A failure was told to the writers already.</summary>
    internal async ValueTask FlushAsync()
    {
        try
        {
            await _transcript.FlushAsync().ConfigureAwait(false);
        }
        catch (SessionException)
        {
        }
    }

    /// <summary>Lets the replay go; the transcript has it.</summary>
    internal void ReleaseMemory()
    {
        lock (_gate)
        {
            _services.Memory.Add(-Buffer.ByteCount);
            Buffer.Load([]);
        }
    }

    internal void End()
    {
        SessionOutputSubscription[] subscriptions;
        lock (_gate)
        {
            if (_ended) return;
            _ended = true;
            subscriptions = [.. _subscriptions];
            _subscriptions.Clear();
            _services.Memory.Add(-Buffer.ByteCount);
        }

        foreach (var subscription in subscriptions) subscription.Complete();
        _transcript.Abandon(ClosedException());
    }

    private SessionException ClosedException() => _services.Errors.ToException(_services.Errors.Closed(_services.SessionName()));

    private bool TryPublish(string text, OutputKind kind)
    {
        long evicted = 0, dropped = 0;
        OutputEvent? output = null;
        lock (_gate)
        {
            if (!_ended)
            {
                output = new OutputEvent(_sequence + 1, _services.Clock.GetUtcNow(), kind, text);
                if (!_transcript.TryEnqueue(output)) return false;
                _sequence++;
                (var bytes, evicted, dropped) = (Buffer.ByteCount, Buffer.DroppedEvents, _dropped);
                Buffer.Append(output);
                foreach (var subscription in _subscriptions) subscription.Publish(output);
                _services.Memory.Add(Buffer.ByteCount - bytes);
                (evicted, dropped) = (Buffer.DroppedEvents - evicted, _dropped - dropped);
            }
        }

        // Outside the lock: whoever knows the session's name has locks of his own.
        if (output is null) throw ClosedException();
        _services.Telemetry.OutputWritten(output.ByteCount, evicted, dropped);
        return true;
    }

    private void Unsubscribe(SessionOutputSubscription subscription)
    {
        lock (_gate) _subscriptions.Remove(subscription);
    }
}

/// <summary>What a session's output needs of its engine.</summary>
internal sealed record SessionOutputServices(
    SessionOptions Options,
    TimeProvider Clock,
    ISessionErrors Errors,
    SessionTelemetry Telemetry,
    SessionMemoryMonitor Memory,
    Func<string> SessionName);
