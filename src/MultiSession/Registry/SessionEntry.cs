using System.Diagnostics.CodeAnalysis;

namespace MultiSession;

/// <summary>One live session of an engine; a generated handle wraps it. Thread-safe.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "The lifetime source has no timer and no wait handle, so there is nothing to dispose.")]
public sealed partial class SessionEntry<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    private readonly SessionServices<TSession, TConfig> _services;
    private readonly SessionStatusMachine _status;
    private readonly SessionRateLimiter? _rateLimiter;
    private volatile CancellationTokenSource _lifetime = new();
    private volatile SessionError? _endedBy;
    private volatile bool _isClosing;
    private volatile TConfig _config;
    private volatile string _name;
    private volatile Exception? _lastError;
    private long _lastActiveTicks;

    internal SessionEntry(
        SessionServices<TSession, TConfig> services, TConfig config, SessionId id, string name, long creationOrder, SessionRecord? stored = null)
    {
        (_services, _config, _name, Id, CreationOrder) = (services, config, name, id, creationOrder);
        var now = services.Clock.GetUtcNow();
        CreatedAt = stored?.CreatedAt ?? now;
        _lastActiveTicks = (stored?.LastActiveAt ?? now).UtcTicks;
        _status = new SessionStatusMachine(
            id, () => _name, StatusAfterRestart(stored?.Status), services.Changes, services.Clock, services.Telemetry);
        StatusController = new SessionStatusController(() => _status.Current, SetStatus, services.Errors);
        Output = new SessionOutput(
            new SessionTranscript(id, services.Persistence, services.Errors),
            new SessionOutputServices(services.Options, services.Clock, services.Errors, services.Telemetry, services.Resources.Memory, () => _name));
        IdlePlace = SessionIdleQueue<SessionEntry<TSession, TConfig>>.CreatePinned(this);
        Gate = new SessionGate(services.Options.MaxPendingOperations);
        Instance = new SessionInstance<TSession, TConfig>(services, this, stored?.State);
        Saver = new SessionSaver<TSession, TConfig>(services, this, stored);
        if (services.Options.OperationsPerMinute is { } limit) _rateLimiter = new SessionRateLimiter(limit, services.Clock);
    }

    /// <summary>Id.</summary>
    public SessionId Id { get; }

    /// <summary>Name now.</summary>
    public string Name => _name;

    /// <summary>1-based place in creation order now; 0 once the session has ended.</summary>
    public int Number => _services.Registry.NumberOf(Id);

    /// <summary>Status now.</summary>
    public SessionStatus Status => _status.Current;

    /// <summary>Whether it is the active session now.</summary>
    public bool IsActive => _services.Tracker.IsActive(Id);

    /// <summary>Settings, with the current name.</summary>
    public TConfig Config => _config;

    /// <summary>The session's output.</summary>
    public SessionOutput Output { get; }

    /// <summary>When it was first created.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When an operation last ran in it or it was last switched to.</summary>
    public DateTimeOffset LastActiveAt => new(Interlocked.Read(ref _lastActiveTicks), TimeSpan.Zero);

    /// <summary>A snapshot for lists.</summary>
    public SessionInfo Info => ToInfo(Number);

    /// <summary>What the last operation failed of; <see langword="null"/> when it succeeded.</summary>
    public Exception? LastError => _lastError;

    internal long CreationOrder { get; }

    internal SessionStatusController StatusController { get; }

    internal SessionGate Gate { get; }

    internal SessionInstance<TSession, TConfig> Instance { get; }

    internal SessionSaver<TSession, TConfig> Saver { get; }

    /// <summary>Place among the idle sessions; pinned until the session is visible.</summary>
    internal SessionIdleQueue<SessionEntry<TSession, TConfig>>.Place IdlePlace { get; }

    /// <summary>Cancelled when the session ends.</summary>
    internal CancellationToken Lifetime => _lifetime.Token;

    /// <summary>Why no operation may begin; <see langword="null"/> while the session lives.</summary>
    internal SessionError? EndedBy => _endedBy;

    internal SessionInfo ToInfo(int number) => new(Id, Name, number, Status, CreatedAt, LastActiveAt, IsActive);

    internal void Touch() => Interlocked.Exchange(ref _lastActiveTicks, _services.Clock.GetUtcNow().UtcTicks);

    internal bool TryMove(SessionStatus next, string? reason = null) => _status.TryMove(next, reason);

    internal void SetName(string name)
    {
        _config = _services.Definition.WithName(_config, name);
        _name = name;
    }

    internal void SetLastError(Exception? error) => _lastError = error;

    /// <summary>Whether the session is being deleted, so that saving it makes no sense.</summary>
    internal bool IsClosing => _isClosing;

    /// <summary>Refuses new operations with <paramref name="error"/>.</summary>
    internal void Refuse(SessionError error) => _endedBy = error;

    /// <summary>Refuses new operations, because the session is about to be deleted, and cancels the running and waiting ones.</summary>
    internal Task BeginCloseAsync(SessionError error)
    {
        _isClosing = true;
        Refuse(error);
        return CancelAsync();
    }

    /// <summary>Cancels the running and waiting operations.</summary>
    internal Task CancelAsync() => _lifetime.CancelAsync();

    /// <summary>Takes <see cref="BeginCloseAsync"/> back, when the session could not be deleted.</summary>
    internal void Revive()
    {
        _lifetime = new CancellationTokenSource();
        (_isClosing, _endedBy) = (false, null);
    }

    internal bool TryPin() => _services.Idle.TryPin(IdlePlace);

    internal void Unpin() => _services.Idle.Unpin(IdlePlace);

    // The process that ran its operation is gone, and with it the operation.
    private static SessionStatus StatusAfterRestart(SessionStatus? stored) =>
        stored is null or SessionStatus.Processing or SessionStatus.Failed ? SessionStatus.Active : stored.Value;

    private SessionResult<Unit> SetStatus(SessionStatus status, string? reason)
    {
        var isOwners = status is SessionStatus.Completed or SessionStatus.Hibernated;
        var previous = _status.Current;
        return !isOwners && _status.TryMove(status, reason, out previous)
            ? Unit.Value
            : new SessionResult<Unit>(_services.Errors.InvalidTransition(_name, previous, status));
    }
}
