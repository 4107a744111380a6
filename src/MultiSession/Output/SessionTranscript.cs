namespace MultiSession;

/// <summary>
/// Hands a session's output to the store, in order, several events at a time when they come fast. What the store refused stays pending and
/// goes first with the next attempt.
/// </summary>
internal sealed class SessionTranscript
{
    /// <summary>Events that may be on their way to the store; a writer waits when there are more.</summary>
    public const int MaxPending = 1024;

    private readonly Lock _gate = new();
    private readonly List<OutputEvent> _pending = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SessionId _id;
    private readonly SessionPersistence _persistence;
    private readonly ISessionErrors _errors;
    private readonly CoalescedWork _flush;

    public SessionTranscript(SessionId id, SessionPersistence persistence, ISessionErrors errors)
    {
        (_id, _persistence, _errors) = (id, persistence, errors);
        _flush = new CoalescedWork(AppendPendingAsync);
    }

    /// <summary>Lets events through to the store: the session is saved there now.</summary>
    public void Open() => _opened.TrySetResult();

    /// <summary>Fails what waits for a session that was never saved; does nothing once it was opened.</summary>
    public void Abandon(SessionException reason)
    {
        if (_opened.TrySetException(reason)) _ = _opened.Task.Exception; // there may be no writer
    }

    /// <summary>False when too many events are pending: flush first.</summary>
    public bool TryEnqueue(OutputEvent output)
    {
        lock (_gate)
        {
            if (_pending.Count >= MaxPending) return false;
            _pending.Add(output);
            return true;
        }
    }

    /// <summary>Completes when the store has acknowledged everything enqueued before. Fails with the type's <c>Storage</c> exception.</summary>
    public Task FlushAsync() => _flush.RequestAsync();

    public ValueTask<SessionResult<IReadOnlyList<OutputEvent>>> ReadAsync(int last, CancellationToken cancellationToken) =>
        _persistence.ReadTranscriptAsync(_id, last, cancellationToken);

    private async Task AppendPendingAsync()
    {
        await _opened.Task.ConfigureAwait(false);
        OutputEvent[] batch;
        lock (_gate) batch = [.. _pending];
        if (batch.Length == 0) return;
        var appended = await _persistence.AppendTranscriptAsync(_id, batch, CancellationToken.None).ConfigureAwait(false);
        appended.ValueOrThrow(_errors);
        lock (_gate) _pending.RemoveRange(0, batch.Length);
    }
}
