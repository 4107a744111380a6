using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace MultiSession;

/// <summary>Everything that a generated coordinator forwards to. Thread-safe.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
public sealed class SessionEngine<TSession, TConfig> : IAsyncDisposable
    where TSession : class
    where TConfig : class
{
    /// <summary>An engine without sessions; call <see cref="RestoreAsync"/> to open the store and load what it holds.</summary>
    /// <param name="definition">The session type.</param>
    /// <param name="options">Limits and times; read once.</param>
    /// <param name="store">Where sessions are kept. Default: a new <see cref="InMemorySessionStore"/>. Not disposed by the engine.</param>
    /// <param name="clock">The clock. Default: <see cref="TimeProvider.System"/>.</param>
    /// <param name="loggers">Where logs go. Default: nowhere.</param>
    /// <param name="meters">Makes the meter. Default: a process-wide meter of the same name.</param>
    public SessionEngine(
        SessionDefinition<TSession, TConfig> definition,
        SessionOptions options,
        ISessionStore? store = null,
        TimeProvider? clock = null,
        ILoggerFactory? loggers = null,
        IMeterFactory? meters = null)
    {
        Definition = definition;
    }

    /// <summary>The session type.</summary>
    public SessionDefinition<TSession, TConfig> Definition { get; }

    /// <summary>The active session, which the user looks at; <see langword="null"/> when there is none.</summary>
    public SessionEntry<TSession, TConfig>? Active => throw new NotSupportedException();

    /// <summary>Status changes of all sessions.</summary>
    public SessionStateChanges Changes => throw new NotSupportedException();

    /// <summary>Counts until now.</summary>
    public SessionStatistics Statistics => throw new NotSupportedException();

    /// <summary>All live sessions in creation order, numbered from 1.</summary>
    public IReadOnlyList<SessionInfo> List() => throw new NotSupportedException();

    /// <summary>The live sessions that wait for input, in creation order, with their numbers in <see cref="List"/>.</summary>
    public IReadOnlyList<SessionInfo> Waiting() => throw new NotSupportedException();

    /// <summary>Creates a session. It becomes active only if no other is.</summary>
    /// <returns>The session, or <c>InvalidName</c>, <c>InvalidSetting</c>, <c>AlreadyExists</c>, <c>LimitReached</c>, <c>Storage</c> or <c>Closed</c>.</returns>
    public ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> CreateAsync(TConfig config, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Finds by name (without regard to case), number, or unambiguous id prefix of at least 4 digits, in this order.</summary>
    /// <returns>The session, or <c>NotFound</c>, <c>Expired</c> or <c>Ambiguous</c>.</returns>
    public SessionResult<SessionEntry<TSession, TConfig>> Find(string reference) => throw new NotSupportedException();

    /// <summary>Makes a session the active one. Switching to the active one changes nothing. A paused one becomes ready again.</summary>
    public ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> SwitchAsync(string reference, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Ends a session for good: cancels its operation, disposes it and deletes it from the store.</summary>
    public ValueTask<SessionResult<Unit>> CloseAsync(string reference, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Gives a session another name.</summary>
    public ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> RenameAsync(
        string reference, string newName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Locks one or several sessions against other locks, in one canonical order whatever order they are named in.</summary>
    /// <param name="references">The sessions; naming one twice is naming it once.</param>
    /// <param name="timeout">Longest wait for all of them together; zero does not wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lock, or <c>Locked</c> or what <see cref="Find"/> returns.</returns>
    public ValueTask<SessionResult<SessionLock>> LockAsync(
        IReadOnlyList<string> references, TimeSpan timeout, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Saves every session that changed since it was last saved.</summary>
    /// <returns>How many were saved, or <c>Storage</c>.</returns>
    public ValueTask<SessionResult<int>> SaveAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Opens the store and loads its sessions. Sessions that are live already stay as they are.</summary>
    /// <returns>What was restored and what was set aside, or <c>Storage</c>.</returns>
    public ValueTask<SessionResult<SessionRestoreReport>> RestoreAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Saves a session and lets its object go, once its operations have ended. The next operation wakes it.</summary>
    public ValueTask<SessionResult<Unit>> HibernateAsync(string reference, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Refuses new work, lets running operations end, saves everything and disposes the session objects. The store keeps the sessions.</summary>
    /// <param name="timeout">How long operations may go on before they are cancelled.</param>
    /// <param name="cancellationToken">Cancels running operations at once; the sessions are saved all the same.</param>
    public ValueTask<SessionResult<Unit>> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Expires the sessions that were idle too long, and hibernates the longest idle ones under memory pressure. For the hosted clean-up.</summary>
    /// <returns>How many expired.</returns>
    public ValueTask<int> ExpireIdleAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Drains without waiting for running operations beyond <see cref="SessionOptions.CloseTimeout"/>.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
