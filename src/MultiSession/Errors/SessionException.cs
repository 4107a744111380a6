namespace MultiSession;

/// <summary>Carries a <see cref="SessionError"/>. Each session type has its own exception below this.</summary>
public class SessionException : Exception
{
    /// <summary>Carries <paramref name="error"/>; its message is the exception's.</summary>
    /// <param name="error">Why the request was refused.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public SessionException(SessionError error, Exception? inner = null)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message, inner) => Error = error;

    /// <summary>Why the request was refused.</summary>
    public SessionError Error { get; }
}
