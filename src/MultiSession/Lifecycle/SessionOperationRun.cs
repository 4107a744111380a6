using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace MultiSession;

/// <summary>One operation from its admission to its end: pin, gate, permit, wake, status, time limit, trace; and back in reverse.</summary>
[SuppressMessage("Design", "CA1001", Justification = "EndAsync, which every operation reaches, disposes what the run owns.")]
internal sealed class SessionOperationRun<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    private readonly SessionServices<TSession, TConfig> _services;
    private readonly SessionEntry<TSession, TConfig> _entry;
    private readonly SessionOperation _operation;
    private readonly RateLimitLease _permit;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _lifetime;
    private readonly CancellationTokenSource? _timeLimit;
    private readonly CancellationTokenSource _linked;
    private readonly Activity? _activity;
    private readonly long _started;

    private SessionOperationRun(
        SessionServices<TSession, TConfig> services,
        SessionEntry<TSession, TConfig> entry,
        SessionOperation operation,
        TSession session,
        RateLimitLease permit,
        CancellationToken caller)
    {
        (_services, _entry, _operation, _permit, _caller, Session) = (services, entry, operation, permit, caller, session);
        _lifetime = entry.Lifetime;
        if (Limit != Timeout.InfiniteTimeSpan) _timeLimit = new CancellationTokenSource(Limit, services.Clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _lifetime, _timeLimit?.Token ?? CancellationToken.None);
        _activity = services.Telemetry.StartOperation(entry.Id, operation.Name);
        _started = services.Clock.GetTimestamp();
    }

    public TSession Session { get; }

    /// <summary>Cancelled by the caller, by the time limit and by the end of the session.</summary>
    public CancellationToken Token => _linked.Token;

    private TimeSpan Limit => _operation.Timeout ?? _services.Options.OperationTimeout;

    public static async ValueTask<SessionResult<SessionOperationRun<TSession, TConfig>>> BeginAsync(
        SessionServices<TSession, TConfig> services,
        SessionEntry<TSession, TConfig> entry,
        SessionOperation operation,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!entry.TryPin()) return new(EndedBy(services, entry));
        RateLimitLease? permit = null;
        var entered = false;
        SessionError? error = null;
        try
        {
            var waiting = services.Clock.GetTimestamp();
            entered = entry.Gate.TryEnter()
                || await WaitAsync(services, entry, static (_, entry, token) => entry.Gate.EnterAsync(token), cancellationToken)
                    .ConfigureAwait(false);
            error = entered ? null : services.Errors.QueueFull(entry.Name, entry.Gate.MaxPending);
            if (error is null)
            {
                permit = services.Resources.TryEnter()
                    ?? await WaitAsync(services, entry, static (services, _, token) => services.Resources.EnterAsync(token), cancellationToken)
                        .ConfigureAwait(false);
                if (!permit.IsAcquired) error = services.Errors.RateLimited(entry.Name, TimeSpan.Zero);
            }

            services.Telemetry.OperationWaited(operation.Name, services.Clock.GetElapsedTime(waiting));
            error ??= entry.EndedBy ?? await PrepareAsync(services, entry, cancellationToken).ConfigureAwait(false);
            if (error is null && permit is not null && entry.Instance.Session is { } session)
            {
                return new(new SessionOperationRun<TSession, TConfig>(services, entry, operation, session, permit, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && entry.Lifetime.IsCancellationRequested)
        {
            error = EndedBy(services, entry);
        }
        catch
        {
            Release(entry, entered, permit);
            throw;
        }

        Release(entry, entered, permit);
        return new(error ?? EndedBy(services, entry));
    }

    /// <summary>Ends the operation, frees the session for the next one, and saves what changed.</summary>
    /// <param name="failure">What the operation threw, if it did.</param>
    /// <returns>The error to return in place of a result; <see langword="null"/> means the result, or the failure itself.</returns>
    public async ValueTask<SessionError?> EndAsync(Exception? failure)
    {
        var error = failure is null ? null : Translate(failure);
        var errorType = error?.Code ?? failure?.GetType().FullName;
        var ran = _services.Clock.GetElapsedTime(_started);
        try
        {
            var uncaptured = LeaveSession(failure, errorType);
            _services.Telemetry.OperationEnded(_operation.Name, ran, errorType);
            LogEnd(ran, failure, error);
            var unsaved = uncaptured ?? (_entry.IsClosing ? null : await _entry.Saver.SaveChangesAsync().ConfigureAwait(false));
            return failure is null ? unsaved : error;
        }
        finally
        {
            _entry.Unpin();
        }
    }

    private static async ValueTask<T> WaitAsync<T>(
        SessionServices<TSession, TConfig> services,
        SessionEntry<TSession, TConfig> entry,
        Func<SessionServices<TSession, TConfig>, SessionEntry<TSession, TConfig>, CancellationToken, ValueTask<T>> wait,
        CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.Lifetime);
        return await wait(services, entry, linked.Token).ConfigureAwait(false);
    }

    private static async ValueTask<SessionError?> PrepareAsync(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, CancellationToken cancellationToken)
    {
        var error = await SessionWaking.EnsureAwakeAsync(services, entry, cancellationToken).ConfigureAwait(false);
        if (error is not null) return error;
        var status = entry.Status;
        return entry.TryMove(SessionStatus.Processing) ? null : services.Errors.InvalidTransition(entry.Name, status, SessionStatus.Processing);
    }

    private static void Release(SessionEntry<TSession, TConfig> entry, bool entered, RateLimitLease? permit)
    {
        permit?.Dispose();
        if (entered) entry.Gate.Exit();
        entry.Unpin();
    }

    private static SessionError EndedBy(SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry) =>
        entry.EndedBy ?? services.Errors.Closed(entry.Name);

    // Whatever a listener of the trace throws, the session is free for the next operation.
    private SessionError? LeaveSession(Exception? failure, string? errorType)
    {
        try
        {
            _entry.SetLastError(failure);
            _entry.Touch();
            Settle();
            var uncaptured = _entry.Instance.Capture();
            var outcome = failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error;
            _activity?.SetTag(SessionTelemetryNames.ErrorTypeTag, errorType).SetStatus(outcome);
            _activity?.Dispose();
            return uncaptured;
        }
        finally
        {
            _linked.Dispose();
            _timeLimit?.Dispose();
            _permit.Dispose();
            _entry.Gate.Exit();
        }
    }

    // A session that the user looks at is ready again; any other has something to show. Looked at again in case of a switch in between.
    private void Settle()
    {
        if (_entry.Status != SessionStatus.Processing) return;
        if (!_entry.IsActive) _entry.TryMove(SessionStatus.WaitingForInput);
        if (_entry.IsActive) _entry.TryMove(SessionStatus.Active);
    }

    private SessionError? Translate(Exception failure) => failure switch
    {
        SessionException own when _services.IsOwn(own) => own.Error,
        OperationCanceledException when _caller.IsCancellationRequested => null,
        OperationCanceledException when _lifetime.IsCancellationRequested => EndedBy(_services, _entry),
        OperationCanceledException when _timeLimit is { IsCancellationRequested: true } => _services.Errors.Timeout(_operation.Name, Limit),
        _ => null,
    };

    private void LogEnd(TimeSpan ran, Exception? failure, SessionError? error)
    {
        if (failure is null) Log.OperationSucceeded(_services.Logger, _operation.Name, _entry.Name, _entry.Id, ran.TotalMilliseconds);
        else Log.OperationFailed(_services.Logger, _operation.Name, _entry.Name, _entry.Id, ran.TotalMilliseconds, error?.Message ?? failure.Message, failure);
    }
}
