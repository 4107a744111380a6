namespace MultiSession;

/// <summary>One live session of an engine; a generated handle wraps it. Thread-safe.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
public sealed class SessionEntry<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    internal SessionEntry() { }

    /// <summary>Id.</summary>
    public SessionId Id => throw new NotSupportedException();

    /// <summary>Name now.</summary>
    public string Name => throw new NotSupportedException();

    /// <summary>1-based place in creation order now; 0 once the session has ended.</summary>
    public int Number => throw new NotSupportedException();

    /// <summary>Status now.</summary>
    public SessionStatus Status => throw new NotSupportedException();

    /// <summary>Whether it is the active session now.</summary>
    public bool IsActive => throw new NotSupportedException();

    /// <summary>Settings, with the current name.</summary>
    public TConfig Config => throw new NotSupportedException();

    /// <summary>The session's output.</summary>
    public SessionOutput Output => throw new NotSupportedException();

    /// <summary>A snapshot for lists.</summary>
    public SessionInfo Info => throw new NotSupportedException();

    /// <summary>What the last failed operation failed of; <see langword="null"/> when the last one succeeded.</summary>
    public Exception? LastError => throw new NotSupportedException();

    /// <summary>Runs an operation alone in this session.</summary>
    /// <param name="operation">Its name and time limit.</param>
    /// <param name="args">Passed to <paramref name="body"/>, so that it needs no closure.</param>
    /// <param name="body">The operation.</param>
    /// <param name="cancellationToken">Cancels the wait and the operation.</param>
    /// <returns>
    /// Its result, or <c>Closed</c>, <c>Expired</c>, <c>RateLimited</c>, <c>QueueFull</c>, <c>Timeout</c>, <c>InvalidTransition</c>, <c>Storage</c> or
    /// the error of a <see cref="SessionException"/> that the operation threw. Its other exceptions propagate unchanged.
    /// </returns>
    public ValueTask<SessionResult<T>> InvokeAsync<TArgs, T>(
        SessionOperation operation,
        TArgs args,
        Func<TSession, TArgs, CancellationToken, ValueTask<T>> body,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc cref="InvokeAsync{TArgs, T}"/>
    public ValueTask<SessionResult<Unit>> InvokeAsync<TArgs>(
        SessionOperation operation,
        TArgs args,
        Func<TSession, TArgs, CancellationToken, ValueTask> body,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Runs a streaming operation alone in this session, from the first item asked for until the enumeration ends.</summary>
    /// <remarks>Where <see cref="InvokeAsync{TArgs, T}"/> returns an error, the enumeration throws the session type's exception.</remarks>
    /// <param name="operation">Its name and time limit.</param>
    /// <param name="args">Passed to <paramref name="body"/>, so that it needs no closure.</param>
    /// <param name="body">The operation.</param>
    /// <param name="cancellationToken">Cancels the wait and the operation.</param>
    public IAsyncEnumerable<T> StreamAsync<TArgs, T>(
        SessionOperation operation,
        TArgs args,
        Func<TSession, TArgs, CancellationToken, IAsyncEnumerable<T>> body,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
