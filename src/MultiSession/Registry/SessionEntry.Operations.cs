using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MultiSession;

public sealed partial class SessionEntry<TSession, TConfig>
{
    /// <summary>Runs an operation alone in this session.</summary>
    /// <param name="operation">Its name and time limit.</param>
    /// <param name="args">Passed to <paramref name="body"/>, so that it needs no closure.</param>
    /// <param name="body">The operation. It must heed its token: a time limit only cancels.</param>
    /// <param name="cancellationToken">Cancels the wait and the operation.</param>
    /// <returns>
    /// Its result, or <c>Closed</c>, <c>Expired</c>, <c>RateLimited</c>, <c>QueueFull</c>, <c>Timeout</c>, <c>InvalidTransition</c>, <c>Corrupted</c>,
    /// <c>Storage</c> (the operation ran, but its state could not be saved), or the error of the session type's exception that the operation
    /// threw. Its other exceptions propagate unchanged. None of them makes the session unusable.
    /// </returns>
    public async ValueTask<SessionResult<T>> InvokeAsync<TArgs, T>(
        SessionOperation operation,
        TArgs args,
        Func<TSession, TArgs, CancellationToken, ValueTask<T>> body,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(body);
        var begun = await BeginAsync(operation, cancellationToken).ConfigureAwait(false);
        if (!begun.TryGetValue(out var run, out var refused)) return new(refused);
        T value;
        try
        {
            value = await body(run.Session, args, run.Token).ConfigureAwait(false);
        }
        catch (Exception failure) // accounted for, then rethrown unless it stands for an error of the session type
        {
            if (await run.EndAsync(failure).ConfigureAwait(false) is not { } error) throw;
            return new(error);
        }

        return await run.EndAsync(null).ConfigureAwait(false) is { } unsaved ? new(unsaved) : new(value);
    }

    /// <inheritdoc cref="InvokeAsync{TArgs, T}"/>
    public ValueTask<SessionResult<Unit>> InvokeAsync<TArgs>(
        SessionOperation operation,
        TArgs args,
        Func<TSession, TArgs, CancellationToken, ValueTask> body,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return InvokeAsync(
            operation,
            (args, body),
            static async (session, call, token) =>
            {
                await call.body(session, call.args, token).ConfigureAwait(false);
                return Unit.Value;
            },
            cancellationToken);
    }

    /// <summary>Runs a streaming operation alone in this session, from the first item asked for until the enumeration ends.</summary>
    /// <remarks>Where <see cref="InvokeAsync{TArgs, T}"/> returns an error, the enumeration throws the session type's exception.</remarks>
    /// <param name="operation">Its name and time limit.</param>
    /// <param name="args">Passed to <paramref name="body"/>, so that it needs no closure.</param>
    /// <param name="body">The operation.</param>
    /// <param name="cancellationToken">Cancels the wait and the operation.</param>
    public async IAsyncEnumerable<T> StreamAsync<TArgs, T>(
        SessionOperation operation,
        TArgs args,
        Func<TSession, TArgs, CancellationToken, IAsyncEnumerable<T>> body,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(body);
        var run = (await BeginAsync(operation, cancellationToken).ConfigureAwait(false)).ValueOrThrow(_services.Errors);
        IAsyncEnumerator<T>? items = null;
        Exception? failure = null;
        SessionError? error;
        try
        {
            while (true)
            {
                try
                {
                    items ??= body(run.Session, args, run.Token).GetAsyncEnumerator(run.Token);
                    if (!await items.MoveNextAsync().ConfigureAwait(false)) break;
                }
                catch (Exception thrown) // thrown again below, once it is accounted for
                {
                    failure = thrown;
                    break;
                }

                yield return items.Current;
            }
        }
        finally
        {
            try
            {
                if (items is not null) await items.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception thrown) // the user's iterator; its first failure counts
            {
                failure ??= thrown;
            }

            error = await run.EndAsync(failure).ConfigureAwait(false);
        }

        if (error is not null) throw _services.Errors.ToException(error, failure);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private async ValueTask<SessionResult<SessionOperationRun<TSession, TConfig>>> BeginAsync(
        SessionOperation operation, CancellationToken cancellationToken)
    {
        var error = EndedBy;
        if (error is null && _rateLimiter is { } limiter && !limiter.TryAdmit(out var retryAfter)) error = _services.Errors.RateLimited(Name, retryAfter);
        if (error is null)
        {
            var begun = await SessionOperationRun<TSession, TConfig>.BeginAsync(_services, this, operation, cancellationToken).ConfigureAwait(false);
            if (begun.TryGetValue(out _, out error)) return begun;
        }

        _services.Telemetry.OperationRefused(operation.Name, error.Code);
        Log.OperationRefused(_services.Logger, operation.Name, Name, Id, error.Message);
        return new(error);
    }
}
