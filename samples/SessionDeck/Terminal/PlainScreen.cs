using MultiSession;
using SessionDeck.Sessions;

namespace SessionDeck.Terminal;

/// <summary>Plain text without escape codes, for scripts and simple terminals.</summary>
internal sealed class PlainScreen(TextReader input, TextWriter output, TimeProvider clock) : DeckScreen
{
    private bool _lineIsOpen;

    // A read of standard input cannot be cancelled, only left behind.
    public override Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);

    public override void Event(OutputEvent output)
    {
        if (output.Kind == OutputKind.Text) Write(output.Text);
        else Line(EventText.Marked(output));
    }

    public override void Say(string text) => Line(text);

    public override void Error(string text) => Line($"error: {text}");

    public override void Rule(string text) => Line($"--- {text} ---");

    public override void List(IReadOnlyList<ShellSessionHandle> sessions, bool details)
    {
        foreach (var (text, _) in SessionRow.Lines(sessions, clock, details)) Line(text);
    }

    private void Line(string text)
    {
        if (_lineIsOpen) output.WriteLine();
        output.WriteLine(text);
        output.Flush();
        _lineIsOpen = false;
    }

    private void Write(string text)
    {
        output.Write(text);
        output.Flush();
        _lineIsOpen = !text.EndsWith('\n');
    }
}
