using SessionDeck.Commands;
using SessionDeck.Sessions;

namespace SessionDeck.Tests.Commands;

public class CommandParserTests
{
    public static TheoryData<string, object> Lines => new()
    {
        { "", new DeckCommand.Nothing() },
        { "   ", new DeckCommand.Nothing() },
        { "echo 'a b'", new DeckCommand.Run("echo 'a b'") },
        { "  indented", new DeckCommand.Run("  indented") },
        { "/bin/ls -l", new DeckCommand.Run("/bin/ls -l") },
        { "/new", new DeckCommand.New(ShellKind.Shell, null) },
        { "/new debug", new DeckCommand.New(ShellKind.Debug, null) },
        { "/new alpha", new DeckCommand.New(ShellKind.Shell, "alpha") },
        { "/new debug debug", new DeckCommand.New(ShellKind.Debug, "debug") },
        { "/new hotfix \"my name\"", new DeckCommand.New(ShellKind.Hotfix, "my name") },
        { "/new 'it'\"'\"'s'", new DeckCommand.New(ShellKind.Shell, "it's") },
        { "/new \"\"", new DeckCommand.New(ShellKind.Shell, "") },
        { "/sessions", new DeckCommand.Sessions(WaitingOnly: false, Details: false) },
        { "/sessions --all", new DeckCommand.Sessions(WaitingOnly: false, Details: true) },
        { "/sessions --waiting", new DeckCommand.Sessions(WaitingOnly: true, Details: false) },
        { "/switch 2", new DeckCommand.Switch("2") },
        { "/s alpha", new DeckCommand.Switch("alpha") },
        { "/close", new DeckCommand.Close(null) },
        { "/close alpha", new DeckCommand.Close("alpha") },
        { "/rename 'new name'", new DeckCommand.Rename("new name") },
        { "/bg sleep 1; echo \"it's", new DeckCommand.Background("sleep 1; echo \"it's") },
        { "/wait", new DeckCommand.Wait(null) },
        { "/history alpha ", new DeckCommand.History("alpha") },
        { "/help", new DeckCommand.Help() },
        { "/quit", new DeckCommand.Quit() },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_becomes_a_command(string line, object expected) => Assert.Equal(expected, CommandParser.Parse(line));

    [Theory]
    [InlineData("/swich 2", "unknown command '/swich'; did you mean /switch? /help lists the commands")]
    [InlineData("/frobnicate", "unknown command '/frobnicate'; /help lists the commands")]
    [InlineData("/", "unknown command '/'; /help lists the commands")]
    [InlineData("/new \"open", "a quote in '\"open' is not closed; write it like: /new \"my name\"")]
    [InlineData("/new shell a b", "'/new shell a b' does not fit /new [TYPE] [NAME]; a name that contains spaces is written in quotes")]
    [InlineData("/switch", "'/switch' does not fit /switch NAME|NUMBER|ID-PREFIX; a name that contains spaces is written in quotes")]
    [InlineData("/bg", "'/bg' does not fit /bg LINE; a name that contains spaces is written in quotes")]
    public void A_mistake_says_what_would_fit(string line, string message) =>
        Assert.Equal(new DeckCommand.Mistake(message), CommandParser.Parse(line));
}
