using MultiSession;
using SessionDeck.Sessions;
using SessionDeck.Terminal;

namespace SessionDeck.Commands;

/// <summary>The main loop: reads a line, does what it asks for, until the input ends.</summary>
internal sealed class Deck : IAsyncDisposable
{
    private const int LongestHistory = 10_000;
    private const string NoActiveSession = "no session is active; /new starts one";

    private readonly ShellSessionCoordinator _sessions;
    private readonly DeckScreen _screen;
    private readonly Interrupts _interrupts;
    private readonly OutputFeed _feed;
    private readonly BackgroundLines _background;

    public Deck(ShellSessionCoordinator sessions, DeckScreen screen, Interrupts interrupts)
    {
        (_sessions, _screen, _interrupts) = (sessions, screen, interrupts);
        _feed = new OutputFeed(screen);
        _background = new BackgroundLines(screen.ErrorAsync);
        interrupts.Idle = () => _ = OnIdleInterruptAsync();
    }

    /// <summary>Runs until the input or a signal ends it; returns the exit code.</summary>
    public async Task<int> RunAsync(SessionRestoreReport report)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_interrupts.Stopping);
        var announcing = new Announcements(_sessions, _screen).RunAsync(leaving.Token);
        try
        {
            await GreetAsync(report);
            while (await _screen.ReadLineAsync(_interrupts.Stopping) is { } line)
            {
                var command = CommandParser.Parse(line);
                if (command is DeckCommand.Quit) break;
                await TryExecuteAsync(command);
                _interrupts.Stopping.ThrowIfCancellationRequested();
            }

            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (_interrupts.Stopping.IsCancellationRequested)
        {
            return _interrupts.StopCode;
        }
        finally
        {
            await leaving.CancelAsync();
            await announcing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    private async ValueTask GreetAsync(SessionRestoreReport report)
    {
        foreach (var (key, reason) in report.Quarantined)
            await _screen.ErrorAsync($"the stored session {key} cannot be used and was set aside: {reason}");
        if (_sessions.Active is not { } active)
        {
            await _screen.SayAsync("no sessions yet: /new starts one, /help lists the commands");
            return;
        }

        var restored = report.Restored.Count == 1 ? "1 session" : $"{report.Restored.Count} sessions";
        await _screen.SayAsync($"restored {restored}; {Describe(active)} is active, /history shows its transcript");
        await _feed.FollowAsync(active, replay: false);
    }

    private async Task TryExecuteAsync(DeckCommand command)
    {
        try
        {
            await ExecuteAsync(command);
        }
        catch (ShellSessionException failure)
        {
            await _screen.ErrorAsync(ErrorText.Of(failure.Error));
        }
    }

    private async Task ExecuteAsync(DeckCommand command)
    {
        switch (command)
        {
            case DeckCommand.Nothing:
                break;
            case DeckCommand.Mistake(var message):
                await _screen.ErrorAsync(message);
                break;
            case DeckCommand.Help:
                await HelpAsync();
                break;
            case DeckCommand.New(var kind, var name):
                await NewAsync(kind, name);
                break;
            case DeckCommand.Sessions(var waitingOnly, var details):
                await ListAsync(waitingOnly, details);
                break;
            case DeckCommand.Switch(var reference):
                await ShowAsync(await _sessions.SwitchAsync(reference));
                break;
            case DeckCommand.Wait(null):
                await WaitAsync(null);
                break;
            case DeckCommand.Wait(var reference):
                await WaitAsync(_sessions.Find(reference).Id);
                break;
            case DeckCommand.Close(var reference):
                await OnSessionAsync(reference, CloseAsync);
                break;
            case DeckCommand.History(var reference):
                await OnSessionAsync(reference, HistoryAsync);
                break;
            case DeckCommand.Rename(var name):
                await OnSessionAsync(null, session => RenameAsync(session, name));
                break;
            case DeckCommand.Background(var line):
                await OnSessionAsync(null, session => StartAsync(session, line));
                break;
            case DeckCommand.Run(var line):
                await OnSessionAsync(null, session => RunAsync(session, line));
                break;
        }
    }

    private async Task OnSessionAsync(string? reference, Func<ShellSessionHandle, Task> action)
    {
        if ((reference is null ? _sessions.Active : _sessions.Find(reference)) is { } session) await action(session);
        else await _screen.ErrorAsync(NoActiveSession);
    }

    private async Task RunAsync(ShellSessionHandle session, string line)
    {
        try
        {
            await _interrupts.RunAsync(token => session.RunAsync(line, token));
        }
        catch (OperationCanceledException)
        {
            // The transcript says so.
        }
        finally
        {
            await _feed.CatchUpAsync(session);
        }
    }

    private Task StartAsync(ShellSessionHandle session, string line)
    {
        _background.Start(session, line);
        return Task.CompletedTask;
    }

    private async Task WaitAsync(SessionId? session)
    {
        try
        {
            await _interrupts.RunAsync(token => _background.WhenAllAsync(session).WaitAsync(token));
        }
        catch (OperationCanceledException)
        {
            await _screen.SayAsync("no longer waiting; the lines run on");
        }

        if (_sessions.Active is { } active) await _feed.CatchUpAsync(active);
    }

    private async Task NewAsync(ShellKind kind, string? name)
    {
        var session = await _sessions.CreateAsync(ShellSessionConfig.CreateBuilder().WithKind(kind).WithName(name).Build());
        await ShowAsync(await _sessions.SwitchAsync(session.Id.ToString()));
    }

    private async Task ShowAsync(ShellSessionHandle session)
    {
        await _screen.SayAsync($"{Describe(session)} is active");
        await _feed.FollowAsync(session);
    }

    private async Task CloseAsync(ShellSessionHandle session)
    {
        var wasActive = session.Info.IsActive;
        await _sessions.CloseAsync(session.Id.ToString());
        await _screen.SayAsync($"closed {session.Name}");
        if (wasActive && _sessions.Active is { } next) await ShowAsync(next);
    }

    private async Task RenameAsync(ShellSessionHandle session, string name)
    {
        var before = session.Name;
        await _sessions.RenameAsync(session.Id.ToString(), name);
        await _screen.SayAsync($"renamed {before} to {name}");
    }

    private async Task ListAsync(bool waitingOnly, bool details)
    {
        var listed = waitingOnly ? _sessions.Waiting() : _sessions.List();
        if (listed.Count == 0)
            await _screen.SayAsync(waitingOnly ? "no session waits for input" : "no sessions; /new starts one");
        else
            await _screen.DrawAsync(screen => screen.List([.. listed.Select(info => _sessions.Find(info.Id.ToString()))], details));
    }

    private async Task HistoryAsync(ShellSessionHandle session)
    {
        var events = await session.Output.ReadTranscriptAsync(LongestHistory);
        await _screen.DrawAsync(screen =>
        {
            screen.Rule($"transcript of {session.Name}" + (events.Count == LongestHistory ? $", its last {LongestHistory} pieces" : ""));
            foreach (var output in events) screen.Event(output);
            screen.Rule($"end of transcript of {session.Name}");
        });
    }

    private async Task HelpAsync()
    {
        var width = CommandSyntax.All.Max(syntax => syntax.Usage.Length);
        foreach (var syntax in CommandSyntax.All) await _screen.SayAsync($"{syntax.Usage.PadRight(width)}  {syntax.Summary}");
        await _screen.SayAsync("Any other line runs in the active session's shell.");
    }

    private async Task OnIdleInterruptAsync()
    {
        if (_sessions.Active is { } active && _background.Cancel(active.Id)) return;
        await _screen.DrawAsync(screen => screen.Interrupted());
    }

    private static string Describe(ShellSessionHandle session) => $"{session.Number}: {session.Name} ({session.Config.Kind.Prefix()})";
}
