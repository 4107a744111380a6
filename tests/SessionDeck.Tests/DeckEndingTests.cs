using SessionDeck.Tests.Running;

namespace SessionDeck.Tests;

/// <summary>However the deck or a session ends, no child process is left; what was shown is kept.</summary>
public sealed class DeckEndingTests : IDisposable
{
    private const string StartChildren = "sleep 1001 & setsid sleep 1002 & nohup sleep 1003 >/dev/null 2>&1 & echo started";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/quit")]
    [InlineData("")]
    public async Task Leaving_ends_every_child(string lastLine)
    {
        await using var deck = await StartWithChildrenAsync();
        await deck.SendAsync("/bg sleep 1004", lastLine);

        Assert.Equal(0, await deck.EndAsync());
        Assert.Empty(deck.Left());
    }

    [Fact]
    public async Task Closing_a_session_ends_its_children_only()
    {
        await using var deck = await StartWithChildrenAsync();
        await deck.SendAsync("/new beta", "sleep 1005 & echo beta-started", "/close alpha", "/sessions");
        await deck.ExpectAsync("closed alpha");
        await deck.ExpectAsync("* 1  beta");

        Assert.Contains("sleep 1005", deck.Left().Values);
        Assert.DoesNotContain(deck.Left().Values, command => command.Contains("100", StringComparison.Ordinal) && command != "sleep 1005");
        Assert.Equal(0, await deck.EndAsync());
    }

    [Fact]
    public async Task A_signal_to_end_ends_every_child_also_the_running_line()
    {
        await using var deck = await StartWithChildrenAsync();
        await deck.SendAsync("echo running; sleep 1006");
        await deck.ExpectAsync("running");

        deck.Signal(DeckProcess.SignalTerminate);

        Assert.Equal(128 + DeckProcess.SignalTerminate, await deck.ExitAsync());
        Assert.Empty(deck.Left());
        Assert.Contains("running", await DeckProcess.RunAsync(_folder.Store, "/history alpha"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_session_expires_with_its_children_and_the_active_one_stays()
    {
        await using var deck = await StartWithChildrenAsync("--idle-timeout", "1s");
        await deck.SendAsync("/new beta");
        await deck.ExpectAsync("alpha expired");

        await deck.UntilAsync(left => !left.Values.Any(command => command.Contains("100", StringComparison.Ordinal)));
        await deck.SendAsync("/switch alpha", "/sessions");
        await deck.ExpectAsync("error: ");
        await deck.ExpectAsync("* 1  beta");
        var error = Assert.Single(deck.Output.Text.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains("expired", error, StringComparison.Ordinal);
        Assert.Equal(0, await deck.EndAsync());
    }

    [Fact]
    public async Task What_was_shown_survives_a_kill()
    {
        await using (var deck = DeckProcess.Start("--store", _folder.Store))
        {
            await deck.SendAsync("/new hotfix alpha", "echo line-one", "i=0; while :; do i=$((i+1)); echo count-$i; done");
            // A shell's output is read on only when what was read before is in the store, 16 KiB at a time.
            await deck.ExpectAsync("\ncount-3000\n");
            deck.KillHard();
            await deck.ExitAsync();
        }

        var output = await DeckProcess.RunAsync(_folder.Store, "/sessions", "/history alpha");

        Assert.Contains("* 1  alpha  hotfix", output, StringComparison.Ordinal);
        Assert.Contains("\nline-one\n", output, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 200), number => Assert.Contains($"\ncount-{number}\n", output, StringComparison.Ordinal));
    }

    private async Task<DeckProcess> StartWithChildrenAsync(params string[] options)
    {
        var deck = DeckProcess.Start(["--store", _folder.Store, .. options]);
        await deck.SendAsync("/new alpha", StartChildren);
        await deck.ExpectAsync("started");
        Assert.True(deck.Left().Count >= 4);
        return deck;
    }
}
