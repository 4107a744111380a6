using MultiSession;
using SessionDeck.Sessions;
using Spectre.Console;

namespace SessionDeck.Terminal;

/// <summary>A terminal with colours, a line editor, and a prompt area that stays below what is printed.</summary>
internal sealed class TerminalScreen : DeckScreen
{
    private const int MostTypedAhead = 64;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(120);

    private readonly IAnsiConsole _console;
    private readonly ShellSessionCoordinator _sessions;
    private readonly Interrupts _interrupts;
    private readonly TimeProvider _clock;
    private readonly PromptArea _area;
    private readonly LineEditor _editor = new();
    private readonly Queue<string?> _typedAhead = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _animating;
    private TaskCompletionSource<string?>? _reader;
    private bool _inputEnded;

    public TerminalScreen(IAnsiConsole console, ShellSessionCoordinator sessions, Interrupts interrupts, TimeProvider clock)
    {
        (_console, _sessions, _interrupts, _clock) = (console, sessions, interrupts, clock);
        _area = new PromptArea(console, sessions);
        _animating = Task.WhenAll(AnimateAsync(), FollowChangesAsync());
        // As a signal, the second of two quick Ctrl+C would be lost.
        Console.TreatControlCAsInput = true;
        _ = ReadKeysAsync();
    }

    public override async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await DrawAsync(_ =>
        {
            try
            {
                if (_inputEnded) line.TrySetResult(null);
                else Draw(() => GiveLineTo(line));
            }
            catch (IOException)
            {
                // The terminal went away while this was drawn: the end of its input will be the answer.
                _reader = line;
                throw;
            }
        });
        return await line.Task.WaitAsync(cancellationToken);
    }

    public override void Event(OutputEvent output) => Draw(() =>
    {
        if (output.Kind == OutputKind.Text)
            _console.Profile.Out.Writer.Write(output.Text.EndsWith('\n') ? output.Text : output.Text + "\n");
        else
            Styled(output.Kind == OutputKind.Input ? "bold" : "grey", EventText.Marked(output));
    });

    public override void Say(string text) => Draw(() => Styled("grey", text));

    public override void Error(string text) => Draw(() => Styled("red", $"✗ error: {text}"));

    public override void Rule(string text) => Draw(() =>
        _console.Write(new Rule($"[grey]{Markup.Escape(text)}[/]") { Justification = Justify.Left }));

    public override void Interrupted()
    {
        _editor.Clear();
        base.Interrupted();
    }

    public override void List(IReadOnlyList<ShellSessionHandle> sessions, bool details) => Draw(() =>
    {
        foreach (var (text, kind) in SessionRow.Lines(sessions, _clock, details)) Styled(kind.Colour(), text);
    });

    public override async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _animating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DrawAsync(_ => _area.Erase());
        await base.DisposeAsync();
        _ending.Dispose();
    }

    private void Styled(string style, string text) => _console.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");

    private void Draw(Action content)
    {
        _area.Erase();
        content();
        if (_ending.IsCancellationRequested) return;
        if (_reader is not null) _area.DrawPrompt(_editor);
        else _area.DrawSpinner();
    }

    private void GiveLineTo(TaskCompletionSource<string?> reader)
    {
        if (_typedAhead.TryDequeue(out var line)) Finish(reader, line);
        else _reader = reader;
    }

    private void OnKey(ConsoleKeyInfo key) => Draw(() =>
    {
        var result = _editor.Press(key);
        if (result is EditResult.Nothing) return;
        var line = result is EditResult.Line(var text) ? text : null;
        if (_reader is { } reader) Finish(reader, line);
        else if (_typedAhead.Count < MostTypedAhead) _typedAhead.Enqueue(line);
    });

    private void EndInput()
    {
        _inputEnded = true;
        _reader?.TrySetResult(null);
    }

    private void Finish(TaskCompletionSource<string?> reader, string? line)
    {
        _reader = null;
        _area.Echo(line ?? "");
        reader.TrySetResult(line);
    }

    private async Task AnimateAsync()
    {
        using var timer = new PeriodicTimer(FrameTime, _clock);
        while (await timer.WaitForNextTickAsync(_ending.Token))
        {
            if (_sessions.Active is { Status: SessionStatus.Processing }) await DrawAsync(_ => Draw(() => { }));
        }
    }

    private async Task FollowChangesAsync()
    {
        await foreach (var _ in _sessions.Changes.WithCancellation(_ending.Token)) await DrawAsync(_ => Draw(() => { }));
    }

    // A read of the keyboard cannot be cancelled, only left behind.
    private async Task ReadKeysAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            ConsoleKeyInfo key;
            try
            {
                key = await Task.Run(static () => Console.ReadKey(intercept: true));
            }
            catch (Exception gone) when (gone is InvalidOperationException or IOException)
            {
                // The terminal is gone, and its hang-up was ignored, as under nohup.
                await DrawAsync(_ => EndInput());
                return;
            }

            if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }) _interrupts.Press();
            else await DrawAsync(_ => OnKey(key));
        }
    }
}
