namespace MultiSession;

/// <summary>Why a session ended for good.</summary>
internal enum SessionEndReason
{
    Closed,
    Expired,
}
