namespace MultiSession;

/// <summary>Lets a session object move its own status, for example to <see cref="SessionStatus.WaitingForInput"/>. Thread-safe.</summary>
/// <remarks><see cref="SessionStatus.Completed"/> and <see cref="SessionStatus.Hibernated"/> belong to the coordinator and are refused here.</remarks>
public sealed class SessionStatusController
{
    private readonly Func<SessionStatus> _get;
    private readonly Func<SessionStatus, string?, SessionResult<Unit>> _set;
    private readonly ISessionErrors _errors;

    internal SessionStatusController(
        Func<SessionStatus> get, Func<SessionStatus, string?, SessionResult<Unit>> set, ISessionErrors errors) =>
        (_get, _set, _errors) = (get, set, errors);

    /// <summary>The session's status now.</summary>
    public SessionStatus Current => _get();

    /// <summary>Moves the status, or says why not (<c>InvalidTransition</c>).</summary>
    /// <param name="status">Status to move to.</param>
    /// <param name="reason">Why; shown to subscribers of state changes.</param>
    public SessionResult<Unit> TrySet(SessionStatus status, string? reason = null) => _set(status, reason);

    /// <summary>Moves the status. Throws the session type's exception with <c>InvalidTransition</c> when the table forbids it.</summary>
    /// <param name="status">Status to move to.</param>
    /// <param name="reason">Why; shown to subscribers of state changes.</param>
    public void Set(SessionStatus status, string? reason = null) => TrySet(status, reason).ValueOrThrow(_errors);
}
