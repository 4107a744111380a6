namespace MultiSession;

/// <summary>Why a session request was refused. Each session type has its own closed hierarchy below this.</summary>
public abstract record SessionError
{
    /// <summary>Stable code for programs and telemetry, for example <c>LimitReached</c>.</summary>
    public abstract string Code { get; }

    /// <summary>One line for a person: the value, the limit and the way out.</summary>
    public abstract string Message { get; }
}
