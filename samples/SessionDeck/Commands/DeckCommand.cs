using SessionDeck.Sessions;

namespace SessionDeck.Commands;

/// <summary>What one line of input asks for.</summary>
internal abstract record DeckCommand
{
    private DeckCommand() { }

    /// <summary>A blank line.</summary>
    public sealed record Nothing : DeckCommand;

    /// <summary>A line for the active session.</summary>
    public sealed record Run(string Line) : DeckCommand;

    /// <summary><c>/bg LINE</c></summary>
    public sealed record Background(string Line) : DeckCommand;

    /// <summary><c>/new [type] [name]</c></summary>
    public sealed record New(ShellKind Kind, string? Name) : DeckCommand;

    /// <summary><c>/sessions [--all|--waiting]</c></summary>
    public sealed record Sessions(bool WaitingOnly, bool Details) : DeckCommand;

    /// <summary><c>/switch NAME|NUMBER|ID-PREFIX</c></summary>
    public sealed record Switch(string Session) : DeckCommand;

    /// <summary><c>/close [NAME]</c>; null is the active session.</summary>
    public sealed record Close(string? Session) : DeckCommand;

    /// <summary><c>/rename NEW</c></summary>
    public sealed record Rename(string Name) : DeckCommand;

    /// <summary><c>/wait [NAME]</c>; null is all sessions.</summary>
    public sealed record Wait(string? Session) : DeckCommand;

    /// <summary><c>/history [NAME]</c>; null is the active session.</summary>
    public sealed record History(string? Session) : DeckCommand;

    /// <summary><c>/help</c></summary>
    public sealed record Help : DeckCommand;

    /// <summary><c>/quit</c></summary>
    public sealed record Quit : DeckCommand;

    /// <summary>A line that makes no sense; <paramref name="Message"/> says why and what would.</summary>
    public sealed record Mistake(string Message) : DeckCommand;
}
