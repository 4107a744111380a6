using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MultiSession;

/// <summary>Everything that a generated coordinator forwards to: a facade over the parts of the engine. Thread-safe.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
public sealed class SessionEngine<TSession, TConfig> : IAsyncDisposable
    where TSession : class
    where TConfig : class
{
    private readonly SessionServices<TSession, TConfig> _services;
    private readonly SessionLookup<TSession, TConfig> _lookup;
    private readonly SessionCreation<TSession, TConfig> _creation;
    private readonly SessionEnding<TSession, TConfig> _ending;
    private readonly SessionHibernation<TSession, TConfig> _hibernation;
    private readonly SessionRestoring<TSession, TConfig> _restoring;
    private readonly Lock _drainGate = new();
    private Task<SessionResult<Unit>>? _drain;

    /// <summary>An engine without sessions; call <see cref="RestoreAsync"/> to open the store and load what it holds.</summary>
    /// <param name="definition">The session type.</param>
    /// <param name="options">Limits and times; read once.</param>
    /// <param name="store">Where sessions are kept. Default: a new <see cref="InMemorySessionStore"/>. Not disposed by the engine.</param>
    /// <param name="clock">The clock. Default: <see cref="TimeProvider.System"/>.</param>
    /// <param name="loggers">Where logs go. Default: nowhere.</param>
    /// <param name="meters">Makes the meter. Default: a process-wide meter of the same name.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is out of its bounds.</exception>
    public SessionEngine(
        SessionDefinition<TSession, TConfig> definition,
        SessionOptions options,
        ISessionStore? store = null,
        TimeProvider? clock = null,
        ILoggerFactory? loggers = null,
        IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        SessionOptionsValidator.ThrowIfInvalid(definition.TypeName, options);
        ILogger logger = loggers?.CreateLogger($"{nameof(MultiSession)}.{definition.TypeName}") ?? NullLogger.Instance;
        _services = new(
            definition, options, store ?? new InMemorySessionStore(), clock ?? TimeProvider.System, logger, SessionInstruments.From(meters));
        _lookup = new(_services);
        _creation = new(_services);
        _ending = new(_services);
        _hibernation = new(_services);
        _restoring = new(_services, _creation);
    }

    /// <summary>The session type.</summary>
    public SessionDefinition<TSession, TConfig> Definition => _services.Definition;

    /// <summary>The active session, which the user looks at; <see langword="null"/> when there is none.</summary>
    public SessionEntry<TSession, TConfig>? Active => _services.Tracker.Active is { } id ? _services.Registry.Get(id) : null;

    /// <summary>Status changes of all sessions.</summary>
    public SessionStateChanges Changes => _services.Changes;

    /// <summary>Counts until now. Takes time in proportion to the live sessions.</summary>
    public SessionStatistics Statistics => _lookup.Count();

    /// <summary>Why the store failed last; <see langword="null"/> when its last call succeeded.</summary>
    public string? StoreFailure => _services.Persistence.LastFailure;

    internal SessionOptions Options => _services.Options;

    internal TimeProvider Clock => _services.Clock;

    internal ILogger Logger => _services.Logger;

    /// <summary>All live sessions in creation order, numbered from 1.</summary>
    public IReadOnlyList<SessionInfo> List() => _lookup.List();

    /// <summary>The live sessions that wait for input, in creation order, with their numbers in <see cref="List"/>.</summary>
    public IReadOnlyList<SessionInfo> Waiting() => [.. List().Where(info => info.Status == SessionStatus.WaitingForInput)];

    /// <summary>Creates a session and saves it. It becomes active only if no other is. Exceptions of the session's constructor propagate.</summary>
    /// <returns>The session, or <c>InvalidName</c>, <c>InvalidSetting</c>, <c>AlreadyExists</c>, <c>LimitReached</c>, <c>Storage</c> or <c>Closed</c>.</returns>
    public ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> CreateAsync(TConfig config, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        return _creation.CreateAsync(config, cancellationToken);
    }

    /// <summary>Finds by name (without regard to case), number, or unambiguous id prefix of at least 4 digits, in this order.</summary>
    /// <returns>The session, or <c>NotFound</c>, <c>Expired</c> or <c>Ambiguous</c>.</returns>
    public SessionResult<SessionEntry<TSession, TConfig>> Find(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return _lookup.Find(reference);
    }

    /// <summary>Makes a session the active one. Switching to the active one changes nothing. A waiting or paused one becomes ready, a hibernated one wakes.</summary>
    /// <returns>The session, or what <see cref="Find"/> returns, or <c>Closed</c>.</returns>
    public ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> SwitchAsync(string reference, CancellationToken cancellationToken = default) =>
        Find(reference).TryGetValue(out var entry, out var error)
            ? SessionSwitching.SwitchAsync(_services, entry, cancellationToken)
            : ValueTask.FromResult(new SessionResult<SessionEntry<TSession, TConfig>>(error));

    /// <summary>
    /// Ends a session for good: refuses and cancels its operations, disposes it and deletes it from the store. If it was active, the one that
    /// was active before it becomes active.
    /// </summary>
    /// <returns>Nothing, or what <see cref="Find"/> returns, or <c>Closed</c>, or <c>Storage</c>: then the session is still there.</returns>
    public ValueTask<SessionResult<Unit>> CloseAsync(string reference, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Find(reference).TryGetValue(out var entry, out var error)
            ? _ending.CloseAsync(entry)
            : ValueTask.FromResult(new SessionResult<Unit>(error));
    }

    /// <summary>Gives a session another name and saves it.</summary>
    /// <returns>The session, or what <see cref="Find"/> returns, or <c>InvalidName</c>, <c>AlreadyExists</c>, <c>Locked</c> (it is being renamed) or <c>Storage</c>.</returns>
    public ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> RenameAsync(
        string reference, string newName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newName);
        cancellationToken.ThrowIfCancellationRequested();
        return Find(reference).TryGetValue(out var entry, out var error)
            ? SessionRenaming.RenameAsync(_services, entry, newName)
            : ValueTask.FromResult(new SessionResult<SessionEntry<TSession, TConfig>>(error));
    }

    /// <summary>Locks one or several sessions against other locks, in one canonical order whatever order they are named in.</summary>
    /// <param name="references">The sessions, at least one; naming one twice is naming it once.</param>
    /// <param name="timeout">Longest wait for all of them together; zero does not wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lock, or <c>Locked</c> or what <see cref="Find"/> returns. It lasts <see cref="SessionOptions.LockTimeout"/> against others.</returns>
    public ValueTask<SessionResult<SessionLock>> LockAsync(
        IReadOnlyList<string> references, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfZero(references.Count);
        return _lookup.LockAsync(references, timeout, cancellationToken);
    }

    /// <summary>Saves every session that changed since it was last saved, the time of last use included.</summary>
    /// <returns>How many were saved, or the first <c>Storage</c> error after all were tried.</returns>
    public async ValueTask<SessionResult<int>> SaveAsync(CancellationToken cancellationToken = default)
    {
        var (saved, firstError) = (0, (SessionError?)null);
        foreach (var entry in _services.Registry.List().Where(entry => entry is { IsClosing: false, Saver.IsDirty: true }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var error = await entry.Saver.SaveAllAsync().ConfigureAwait(false);
            if (error is null) saved++;
            else firstError ??= error;
        }

        return firstError is null ? saved : new SessionResult<int>(firstError);
    }

    /// <summary>Opens the store and loads its sessions. Sessions that are live already stay as they are. Idle time starts anew.</summary>
    /// <remarks>A session whose constructor or hook fails is restored as <see cref="SessionStatus.Failed"/>; more sessions than allowed are all restored.</remarks>
    /// <returns>What was restored and what was set aside, or <c>Storage</c>.</returns>
    public ValueTask<SessionResult<SessionRestoreReport>> RestoreAsync(CancellationToken cancellationToken = default) =>
        _restoring.RestoreAsync(cancellationToken);

    /// <summary>Saves a session and lets its object go, once its operations have ended. The next operation wakes it.</summary>
    /// <returns>Nothing, or what <see cref="Find"/> returns, or <c>QueueFull</c>, <c>InvalidTransition</c>, <c>Storage</c> or <c>Closed</c>.</returns>
    public ValueTask<SessionResult<Unit>> HibernateAsync(string reference, CancellationToken cancellationToken = default) =>
        Find(reference).TryGetValue(out var entry, out var error)
            ? _hibernation.HibernateAsync(entry, cancellationToken)
            : ValueTask.FromResult(new SessionResult<Unit>(error));

    /// <summary>
    /// Refuses new work, lets running operations end, saves everything and disposes the session objects. The store keeps the sessions. For good:
    /// a second call gets the result of the first.
    /// </summary>
    /// <param name="timeout">How long operations may go on before they are cancelled.</param>
    /// <param name="cancellationToken">Cancels running operations at once; the sessions are saved all the same.</param>
    /// <returns>Nothing, or the first <c>Storage</c> error after all were tried.</returns>
    public async ValueTask<SessionResult<Unit>> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var completion = new TaskCompletionSource<SessionResult<Unit>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<SessionResult<Unit>>? running;
        lock (_drainGate)
        {
            running = _drain;
            _drain ??= completion.Task;
        }

        if (running is not null) return await running.ConfigureAwait(false);
        try
        {
            var result = await SessionDraining.DrainAsync(_services, timeout, cancellationToken).ConfigureAwait(false);
            completion.SetResult(result);
            return result;
        }
        catch (Exception failure) // handed to the other callers as well
        {
            completion.SetException(failure);
            _ = completion.Task.Exception; // there may be no other caller
            throw;
        }
    }

    /// <summary>Expires the sessions that were idle too long, and hibernates the longest idle ones under memory pressure. For the hosted clean-up.</summary>
    /// <remarks>The active session, busy ones and locked ones do not expire. A session that cannot be deleted stays and is tried again later.</remarks>
    /// <returns>How many expired.</returns>
    public async ValueTask<int> ExpireIdleAsync(CancellationToken cancellationToken = default)
    {
        var expired = await _ending.ExpireAsync(cancellationToken).ConfigureAwait(false);
        await _hibernation.RelieveAsync(cancellationToken).ConfigureAwait(false);
        return expired;
    }

    /// <summary>Drains, without letting running operations go on.</summary>
    public async ValueTask DisposeAsync() => await DrainAsync(TimeSpan.Zero).ConfigureAwait(false);
}
