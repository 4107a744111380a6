namespace MultiSession;

/// <summary>One status change of one session.</summary>
/// <param name="Sequence">Counts every change of the coordinator from 1; a gap tells a subscriber that changes were dropped.</param>
/// <param name="Id">The session.</param>
/// <param name="Name">Its name at the time.</param>
/// <param name="Previous">Status before.</param>
/// <param name="Current">Status after.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, if the mover said.</param>
public sealed record SessionStateChange(
    long Sequence, SessionId Id, string Name, SessionStatus Previous, SessionStatus Current, DateTimeOffset At, string? Reason);
