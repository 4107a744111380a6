using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace MultiSession.Tests;

/// <summary>
/// The session type of these tests. Its other half, in the files beside this one, is written by hand exactly as the generator emits it:
/// the executable contract between engine and generator.
/// </summary>
[Session(Name = "note", MaxSessions = 5, IdleTimeout = "00:30:00", JsonContext = typeof(NoteJson))]
public sealed partial class NoteSession(INoteClock clock, SessionOutput output, SessionStatusController status)
    : ISessionLifecycle, IAsyncDisposable
{
    private readonly SessionOutput _output = Announce(clock, output);

    [SessionSetting, StringLength(20)] public string? Topic { get; init; }

    [SessionSetting] public required int MaxNotes { get; init; }

    [SessionState] public List<string> Notes { get; set; } = [];

    public bool WasRestored { get; private set; }

    public bool WasDisposed { get; private set; }

    [SessionOperation(Timeout = "00:00:30")]
    public async Task<int> AddAsync([StringLength(100, MinimumLength = 1)] string note, CancellationToken cancellationToken)
    {
        if (Notes.Count >= MaxNotes) throw new NoteSessionException(new NotebookFull(MaxNotes));
        Notes.Add(note);
        await _output.WriteAsync($"{clock.Today}: {note}", cancellationToken: cancellationToken);
        return Notes.Count;
    }

    /// <summary>For tests of what a session may do with its own status.</summary>
    public SessionResult<Unit> TrySetStatus(SessionStatus wanted) => status.TrySet(wanted, "asked for");

    /// <summary>For tests of output.</summary>
    public SessionOutput Output => _output;

    public ValueTask OnRestoredAsync(CancellationToken cancellationToken)
    {
        WasRestored = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        WasDisposed = true;
        return ValueTask.CompletedTask;
    }

    private static SessionOutput Announce(INoteClock clock, SessionOutput output)
    {
        clock.Creating(output);
        return output;
    }

    [SessionError("The notebook is full: {Max} notes")]
    public sealed partial record NotebookFull(int Max);
}

public interface INoteClock
{
    string Today { get; }

    /// <summary>Called by the constructor of a session.</summary>
    void Creating(SessionOutput output)
    {
    }
}

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class NoteJson : JsonSerializerContext;
