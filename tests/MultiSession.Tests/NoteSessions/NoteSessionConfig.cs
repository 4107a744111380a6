namespace MultiSession.Tests;

public sealed record NoteSessionConfig
{
    public SessionId Id { get; init; } = SessionId.New();

    public string? Name { get; init; }

    public string? Topic { get; init; }

    public required int MaxNotes { get; init; }
}
