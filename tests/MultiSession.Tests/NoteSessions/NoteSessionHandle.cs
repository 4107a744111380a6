namespace MultiSession.Tests;

/// <summary>The handle as the generator emits it: it types and forwards.</summary>
public sealed class NoteSessionHandle(SessionEntry<NoteSession, NoteSessionConfig> entry)
{
    private static readonly SessionOperation AddOperation = new("Add", new TimeSpan(0, 0, 30));

    public async ValueTask<int> AddAsync(string note, CancellationToken cancellationToken = default) =>
        (await TryAddAsync(note, cancellationToken).ConfigureAwait(false)).ValueOrThrow(NoteSessionErrors.Instance);

    public ValueTask<SessionResult<int>> TryAddAsync(string note, CancellationToken cancellationToken = default)
    {
        if (SessionConstraints.Length(note, 1, 100) is { } reason)
        {
            return ValueTask.FromResult<SessionResult<int>>(new NoteSessionError.InvalidSetting(nameof(note), note, reason));
        }

        return entry.InvokeAsync(
            AddOperation,
            note,
            static async (session, args, token) => await session.AddAsync(args, token).ConfigureAwait(false),
            cancellationToken);
    }
}
