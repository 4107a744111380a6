namespace MultiSession;

/// <summary>What a list of sessions shows of one of them: a snapshot.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name, unique without regard to case.</param>
/// <param name="Number">1-based place in creation order; without gaps, so it moves up when an earlier session ends.</param>
/// <param name="Status">Status at the time of the snapshot.</param>
/// <param name="CreatedAt">When it was first created.</param>
/// <param name="LastActiveAt">When an operation last ran in it or it was last switched to.</param>
/// <param name="IsActive">Whether it is the one active session of its coordinator.</param>
public sealed record SessionInfo(
    SessionId Id, string Name, int Number, SessionStatus Status, DateTimeOffset CreatedAt, DateTimeOffset LastActiveAt, bool IsActive);
