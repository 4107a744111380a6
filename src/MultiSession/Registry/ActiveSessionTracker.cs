namespace MultiSession;

/// <summary>Remembers which session is active and in which order the others were, so that closing one leads back to the one before. Thread-safe.</summary>
public sealed class ActiveSessionTracker
{
    private readonly Lock _gate = new();
    private readonly LinkedList<SessionId> _byRecency = [];
    private readonly Dictionary<SessionId, LinkedListNode<SessionId>> _nodes = [];
    private SessionId? _active;

    /// <summary>The active session, if there is one.</summary>
    public SessionId? Active
    {
        get { lock (_gate) return _active; }
    }

    /// <summary>Whether this session is the active one.</summary>
    public bool IsActive(SessionId id) => Active == id;

    /// <summary>Adds a session as the least recent one; it becomes active if no other is.</summary>
    /// <returns>Whether it became active.</returns>
    public bool Add(SessionId id)
    {
        lock (_gate)
        {
            if (!_nodes.ContainsKey(id)) _nodes.Add(id, _byRecency.AddLast(id));
            if (_active is not null) return false;
            _active = id;
            return true;
        }
    }

    /// <summary>Makes a session active.</summary>
    /// <param name="id">A session that was added.</param>
    /// <param name="previous">The one that was active before; may be the same.</param>
    /// <returns>False, without any effect, when the session was not added or was removed.</returns>
    public bool TryActivate(SessionId id, out SessionId? previous)
    {
        lock (_gate)
        {
            previous = _active;
            if (!_nodes.TryGetValue(id, out var node)) return false;
            _active = id;
            _byRecency.Remove(node);
            _byRecency.AddFirst(node);
            return true;
        }
    }

    /// <summary>Removes a session. If it was active, the one that was active before it becomes active.</summary>
    /// <returns>The session that became active through this, if any.</returns>
    public SessionId? Remove(SessionId id)
    {
        lock (_gate)
        {
            if (!_nodes.Remove(id, out var node)) return null;
            _byRecency.Remove(node);
            if (_active != id) return null;
            return _active = _byRecency.First?.Value;
        }
    }
}
