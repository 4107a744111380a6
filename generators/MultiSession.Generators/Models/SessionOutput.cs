namespace MultiSession.Generators.Models;

/// <summary>A session and where its source goes.</summary>
/// <param name="Session">The session.</param>
/// <param name="FileBase">Start of the names of its files, unique without regard to case.</param>
internal sealed record SessionOutput(SessionModel Session, string FileBase);
