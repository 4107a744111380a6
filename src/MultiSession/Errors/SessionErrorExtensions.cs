namespace MultiSession;

internal static class SessionErrorExtensions
{
    /// <summary>A success without a value, unless there is an error.</summary>
    public static SessionResult<Unit> ToResult(this SessionError? error) => error is null ? Unit.Value : new SessionResult<Unit>(error);
}
