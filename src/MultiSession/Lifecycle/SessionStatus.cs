namespace MultiSession;

/// <summary>What a session is doing. <see cref="SessionTransitions"/> has the allowed moves.</summary>
public enum SessionStatus
{
    /// <summary>Ready for an operation.</summary>
    Active,

    /// <summary>It has something for the user, or asks the user for something.</summary>
    WaitingForInput,

    /// <summary>An operation runs.</summary>
    Processing,

    /// <summary>Set aside; refuses operations until it is switched to.</summary>
    Paused,

    /// <summary>Only its saved form exists; the next operation wakes it.</summary>
    Hibernated,

    /// <summary>Closed or expired for good.</summary>
    Completed,

    /// <summary>Its session object is broken or could not be made; the next operation makes a new one.</summary>
    Failed,
}
