using SessionDeck.Sessions;
using static SessionDeck.Commands.DeckCommand;

namespace SessionDeck.Commands;

/// <summary>One command of the deck: how it is written, what it does, how its words become a <see cref="DeckCommand"/>.</summary>
/// <param name="Name">The command's word, with its slash.</param>
/// <param name="Arguments">Its arguments as the help shows them.</param>
/// <param name="Summary">One line for the help.</param>
/// <param name="Parse">Makes the command of its words; null when they do not fit.</param>
internal sealed record CommandSyntax(string Name, string Arguments, string Summary, Func<string[], DeckCommand?> Parse)
{
    /// <summary>All commands, in the order of the help. <c>/bg</c> takes its line unparsed.</summary>
    public static IReadOnlyList<CommandSyntax> All { get; } =
    [
        new("/new", "[TYPE] [NAME]", $"start a session; types: {string.Join(", ", ShellKinds.Prefixes)}", ParseNew),
        new("/sessions", "[--all|--waiting]", "list the sessions, all with ids and times, or those that wait for input", ParseSessions),
        new("/switch", "NAME|NUMBER|ID-PREFIX", "make a session the active one; short: /s", words => One(words, name => new Switch(name))),
        new("/close", "[NAME]", "end a session and its processes, for good", words => Optional(words, name => new Close(name))),
        new("/rename", "NEW", "rename the active session", words => One(words, name => new Rename(name))),
        new("/bg", "LINE", "send LINE to the active session and do not wait", words => One(words, line => new Background(line))),
        new("/wait", "[NAME]", "wait until a session, or all, have no running line", words => Optional(words, name => new Wait(name))),
        new("/history", "[NAME]", "print the transcript of a session", words => Optional(words, name => new History(name))),
        new("/help", "", "print this list", words => words is [] ? new Help() : null),
        new("/quit", "", "end all processes and leave; the sessions are kept", words => words is [] ? new Quit() : null),
    ];

    /// <summary>The command with its arguments.</summary>
    public string Usage => Arguments.Length == 0 ? Name : $"{Name} {Arguments}";

    private static New? ParseNew(string[] words) => words switch
    {
        [] => new New(ShellKind.Shell, null),
        [var type] when ShellKinds.Parse(type) is { } kind => new New(kind, null),
        [var name] => new New(ShellKind.Shell, name),
        [var type, var name] when ShellKinds.Parse(type) is { } kind => new New(kind, name),
        _ => null,
    };

    private static DeckCommand.Sessions? ParseSessions(string[] words) => words switch
    {
        [] => new DeckCommand.Sessions(WaitingOnly: false, Details: false),
        ["--all"] => new DeckCommand.Sessions(WaitingOnly: false, Details: true),
        ["--waiting"] => new DeckCommand.Sessions(WaitingOnly: true, Details: false),
        _ => null,
    };

    private static DeckCommand? One(string[] words, Func<string, DeckCommand> make) => words is [var word] ? make(word) : null;

    private static DeckCommand? Optional(string[] words, Func<string?, DeckCommand> make) =>
        words.Length <= 1 ? make(words.FirstOrDefault()) : null;
}
