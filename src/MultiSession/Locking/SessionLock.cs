namespace MultiSession;

/// <summary>Exclusive ownership of one or several sessions. Disposing it frees what it still owns, and nothing else. Thread-safe.</summary>
public sealed class SessionLock : IAsyncDisposable, IDisposable
{
    private readonly SessionLockManager _manager;

    internal SessionLock(SessionLockManager manager, long token, IReadOnlyList<SessionId> sessions)
    {
        _manager = manager;
        Token = token;
        Sessions = sessions;
    }

    /// <summary>Identifies this owner among all owners of the same manager; never used twice.</summary>
    public long Token { get; }

    /// <summary>The sessions, in the canonical order in which they were taken.</summary>
    public IReadOnlyList<SessionId> Sessions { get; }

    /// <summary>Whether every session is still owned: false after release, and after the lease ran out and another owner took over.</summary>
    public bool IsHeld => _manager.IsHeld(this);

    /// <summary>Starts the lease anew. False, without any effect, when a session is no longer owned.</summary>
    public bool TryRenew() => _manager.TryRenew(this);

    /// <summary>Frees what is still owned. Never blocks.</summary>
    public void Dispose() => _manager.Release(this);

    /// <summary>Frees what is still owned. Never waits.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
