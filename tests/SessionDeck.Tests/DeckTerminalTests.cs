using System.Text.RegularExpressions;
using SessionDeck.Tests.Running;

namespace SessionDeck.Tests;

/// <summary>The deck on a pseudo-terminal, as a person uses it.</summary>
public sealed partial class DeckTerminalTests : IDisposable
{
    private const string ControlC = "\u0003";
    private const string ControlD = "\u0004";
    private const string Magenta = "38;5;13m";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TerminalFact]
    public async Task The_prompt_names_the_session_and_others_are_shown_beside_it()
    {
        await using var deck = await StartAsync();
        var signal = _folder.File("signal");
        await deck.TypeAsync($"/bg until [ -e '{signal}' ]; do sleep 0.05; done; echo alpha-$((40+2))\r");
        await deck.TypeAsync("/new debug beta\r");
        await deck.ExpectAsync("● 1:alpha working");
        await deck.TypeAsync($"touch '{signal}'\r");
        await deck.ExpectAsync("◆ 1:alpha waiting for input");
        await deck.TypeAsync("/switch alpha\r");
        await deck.ExpectAsync("replay of alpha");
        await deck.ExpectAsync("alpha-42");
        await deck.ExpectAsync("end of replay");
        await deck.TypeAsync(ControlD);

        Assert.Equal(0, await deck.ExitAsync());
        Assert.Empty(deck.Left());
    }

    [TerminalFact]
    public async Task Control_C_cancels_the_line_and_not_the_shell()
    {
        await using var deck = await StartAsync();
        await deck.TypeAsync("X=kept\recho begin-$((1+1)); sleep 1000\r");
        await deck.ExpectAsync("begin-2");
        await deck.ExpectAsync("works; Ctrl+C cancels");
        await deck.TypeAsync(ControlC);
        await deck.ExpectAsync("cancelled");
        await deck.TypeAsync("echo still-$X\r");
        await deck.ExpectAsync("still-kept");
        await deck.TypeAsync("/quit\r");

        Assert.Equal(0, await deck.ExitAsync());
    }

    [TerminalFact]
    public async Task Control_C_twice_ends_the_deck_and_every_child()
    {
        await using var deck = await StartAsync();
        await deck.TypeAsync("sleep 1001 & setsid sleep 1002 & echo begin-$((1+1)); sleep 1000\r");
        await deck.ExpectAsync("begin-2");
        await deck.TypeAsync(ControlC + ControlC);

        Assert.Equal(130, await deck.ExitAsync());
        Assert.Empty(deck.Left());
    }

    [TerminalFact]
    public async Task A_closed_terminal_ends_every_child()
    {
        await using var deck = await StartAsync();
        await deck.TypeAsync("echo begin-$((1+1)); sleep 1000\r");
        await deck.ExpectAsync("begin-2");

        deck.HangUp();
        await deck.ExitAsync();

        await deck.NothingLeftAsync();
    }

    [TerminalFact]
    public async Task A_closed_terminal_is_the_end_of_the_input_when_hang_ups_are_ignored()
    {
        await using var deck = await StartAsync("--ignore-signal=HUP");
        await deck.TypeAsync("echo begin-$((1+1))\r");
        await deck.ExpectAsync("begin-2");

        deck.HangUp();
        await deck.ExitAsync();

        await deck.NothingLeftAsync();
    }

    [TerminalFact]
    public async Task Lines_can_be_edited_and_recalled()
    {
        await using var deck = await StartAsync();
        await deck.TypeAsync("echo wxrld-$((1+1))\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\u007fo\r");
        await deck.ExpectAsync("world-2");
        await deck.TypeAsync("\e[A\r");
        await deck.ExpectAsync("world-2");
        await deck.TypeAsync("/quit\r");

        Assert.Equal(0, await deck.ExitAsync());
    }

    [TerminalFact]
    public async Task Colours_follow_the_type_and_NO_COLOR()
    {
        Assert.Contains(Magenta, await QuitAsync(""), StringComparison.Ordinal);
        Assert.DoesNotMatch(Colour(), await QuitAsync("NO_COLOR=1"));
    }

    [TerminalFact]
    public async Task A_simple_terminal_gets_plain_text()
    {
        Assert.DoesNotContain('\e', await QuitAsync("TERM=dumb"));
    }

    private async Task<DeckProcess> StartAsync(string environment = "")
    {
        var deck = DeckProcess.StartOnTerminal(_folder.Store, environment);
        await deck.ExpectAsync("deck");
        await deck.TypeAsync("/new alpha\r");
        await deck.ExpectAsync("shell alpha");
        return deck;
    }

    private async Task<string> QuitAsync(string environment)
    {
        await using var deck = DeckProcess.StartOnTerminal(_folder.Store, environment);
        await deck.TypeAsync("/new\r/sessions\r/quit\r");
        Assert.Equal(0, await deck.ExitAsync());
        return deck.Output.Text;
    }

    [GeneratedRegex(@"\e\[[0-9;]*(3[0-9]|9[0-7])[;m]")]
    private static partial Regex Colour();
}
