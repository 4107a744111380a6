namespace MultiSession;

/// <summary>The status of one session: moves only as <see cref="SessionTransitions"/> allows and publishes every move, in order.</summary>
internal sealed class SessionStatusMachine(
    SessionId id, Func<string> name, SessionStatus initial, SessionStateChanges changes, TimeProvider clock, SessionTelemetry telemetry)
{
    private readonly Lock _gate = new();
    private SessionStatus _current = initial;

    public SessionStatus Current
    {
        get { lock (_gate) return _current; }
    }

    /// <summary>Moves, or tells from where it could not. Moving to the current status succeeds and does nothing.</summary>
    public bool TryMove(SessionStatus next, string? reason, out SessionStatus previous)
    {
        var nameNow = name();
        lock (_gate)
        {
            previous = _current;
            if (previous == next) return true;
            if (!SessionTransitions.IsAllowed(previous, next)) return false;
            _current = next;

            // Published under the lock, so that subscribers see the moves in the order in which they happened.
            changes.Publish(id, nameNow, previous, next, clock.GetUtcNow(), reason);
        }

        telemetry.ChangesDropped(changes.TakeUnreportedDrops());
        return true;
    }

    public bool TryMove(SessionStatus next, string? reason = null) => TryMove(next, reason, out _);
}
