using Microsoft.Extensions.Logging;

namespace MultiSession;

/// <summary>The parts of one engine, as its sessions and its workflows see them.</summary>
internal sealed class SessionServices<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    private readonly Type _exceptionType;
    private volatile bool _isDraining;

    public SessionServices(
        SessionDefinition<TSession, TConfig> definition,
        SessionOptions options,
        ISessionStore store,
        TimeProvider clock,
        ILogger logger,
        SessionInstruments instruments)
    {
        (Definition, Options, Clock, Logger) = (definition, options, clock, logger);
        Telemetry = new SessionTelemetry(definition.TypeName, instruments);
        Persistence = new SessionPersistence(definition.TypeName, store, definition.Errors, clock, Telemetry, logger);
        Registry = new SessionRegistry<SessionEntry<TSession, TConfig>>(options.MaxSessions);
        Resources = new SessionResourceManager(options);
        Locks = new SessionLockManager(clock, options.LockTimeout);
        Changes = new SessionStateChanges(options.StateChangeCapacity);
        Idle = new SessionIdleQueue<SessionEntry<TSession, TConfig>>(clock);
        _exceptionType = definition.Errors.ToException(definition.Errors.Closed(definition.TypeName)).GetType();
    }

    public SessionDefinition<TSession, TConfig> Definition { get; }

    public ISessionErrors Errors => Definition.Errors;

    public SessionOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Logger { get; }

    public SessionTelemetry Telemetry { get; }

    public SessionPersistence Persistence { get; }

    public SessionRegistry<SessionEntry<TSession, TConfig>> Registry { get; }

    public ActiveSessionTracker Tracker { get; } = new();

    public SessionResourceManager Resources { get; }

    public SessionLockManager Locks { get; }

    public SessionStateChanges Changes { get; }

    public SessionIdleQueue<SessionEntry<TSession, TConfig>> Idle { get; }

    public ExpiredSessions Expired { get; } = new();

    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>Whether an exception carries an error of this session type, rather than of another one that was called.</summary>
    public bool IsOwn(SessionException exception) => exception.GetType() == _exceptionType;
}
