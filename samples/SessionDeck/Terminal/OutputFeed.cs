using MultiSession;
using SessionDeck.Sessions;

namespace SessionDeck.Terminal;

/// <summary>
/// Shows the active session's output as it appears, each event once, and what was missed when it becomes active again.
/// A live event is only a hint to look into the buffer, so a hint that is lost loses no output.
/// </summary>
internal sealed class OutputFeed(DeckScreen screen) : IAsyncDisposable
{
    // Touched on the drawing loop only.
    private readonly Dictionary<SessionId, long> _shown = [];
    private SessionId? _followed;

    private SessionOutputSubscription? _live;
    private Task _pumping = Task.CompletedTask;

    /// <summary>From now on shows this session; first what it printed since it was last shown, marked as a replay.</summary>
    public async ValueTask FollowAsync(ShellSessionHandle session, bool replay = true)
    {
        await StopAsync();
        _live = session.Output.Subscribe(replay: false);
        await screen.DrawAsync(drawing =>
        {
            _followed = session.Id;
            if (replay) Replay(drawing, session);
            else _ = TakeNew(session);
        });
        _pumping = PumpAsync(session, _live);
    }

    /// <summary>Shows what a session has printed until now, if it is the one that is shown.</summary>
    public Task CatchUpAsync(ShellSessionHandle session) => screen.DrawAsync(drawing => ShowNew(drawing, session));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => StopAsync();

    private async ValueTask StopAsync()
    {
        await screen.DrawAsync(_ => _followed = null);
        _live?.Dispose();
        await _pumping;
    }

    private async Task PumpAsync(ShellSessionHandle session, SessionOutputSubscription live)
    {
        await foreach (var _ in live) await CatchUpAsync(session);
    }

    private void ShowNew(DeckScreen drawing, ShellSessionHandle session)
    {
        if (_followed != session.Id) return;
        foreach (var output in TakeNew(session))
        {
            // The user has just typed what went in.
            if (output.Kind != OutputKind.Input) drawing.Event(output);
        }
    }

    private void Replay(DeckScreen drawing, ShellSessionHandle session)
    {
        var seen = _shown.GetValueOrDefault(session.Id);
        var events = TakeNew(session);
        if (events.Count == 0) return;
        var missing = events[0].Sequence - seen - 1;
        drawing.Rule($"replay of {session.Name}" + (missing > 0 ? $": {missing} older pieces are only in /history" : ""));
        foreach (var output in events) drawing.Event(output);
        drawing.Rule($"end of replay of {session.Name}");
    }

    private List<OutputEvent> TakeNew(ShellSessionHandle session)
    {
        var shown = _shown.GetValueOrDefault(session.Id);
        var events = session.Output.Buffer.Replay().Events.SkipWhile(output => output.Sequence <= shown).ToList();
        if (events.Count > 0) _shown[session.Id] = events[^1].Sequence;
        return events;
    }
}
