using SessionDeck.Tests.Running;

namespace SessionDeck.Tests;

/// <summary>The deck as a script drives it: plain text, one line after the other, twice on one store.</summary>
public sealed class DeckStoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_sessions_live_side_by_side_and_survive_a_restart()
    {
        var first = await DeckProcess.RunAsync(
            _folder.Store,
            "/new shell alpha",
            "echo hello-$((40+2))",
            "cd /tmp",
            "/new shell beta",
            "/bg sleep 1; echo beta-done",
            "/switch alpha",
            "pwd",
            "/sessions",
            "/wait",
            "/switch 2",
            "/history beta",
            "/quit");

        AssertInOrder(
            first, "\nhello-42\n", "\n/tmp\n", "* 1  alpha", "  2  beta",
            "replay of beta", "\nbeta-done\n", "end of replay", "transcript of beta", "\nbeta-done\n");
        Assert.DoesNotContain('\e', first);

        var second = await DeckProcess.RunAsync(_folder.Store, "/sessions", "/history alpha", "/switch alpha", "pwd");

        AssertInOrder(
            second, "restored 2 sessions; 2: beta (shell) is active", "  1  alpha  shell", "* 2  beta   shell",
            "transcript of alpha", "$ echo hello-$((40+2))", "\nhello-42\n", "the shell process is new", "end of transcript of alpha",
            "\n/tmp\n");
    }

    [Fact]
    public async Task Names_types_and_numbers_come_back()
    {
        await DeckProcess.RunAsync(
            _folder.Store,
            "/new debug 'a b'", "/new plan", "/rename planning", "/new experiment closed-one", "/new review last", "/close closed-one");

        var output = await DeckProcess.RunAsync(_folder.Store, "/sessions", "/s 'a b'", "/sessions --all");

        AssertInOrder(
            output,
            "  1  a b       debug", "  2  planning  plan", "* 3  last      review", "1: a b (debug) is active", "* 1  a b       debug");
        Assert.DoesNotContain("closed-one", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_found_by_the_beginning_of_its_id()
    {
        var list = await DeckProcess.RunAsync(_folder.Store, "/new alpha", "/new beta", "/sessions --all");
        var row = list.Split('\n').Single(line => line.StartsWith("  1  alpha", StringComparison.Ordinal));
        var id = row.Split(' ').Single(word => word.Length == 32);

        AssertInOrder(await DeckProcess.RunAsync(_folder.Store, $"/switch {id[..31]}"), "1: alpha (shell) is active");
    }

    [Fact]
    public async Task What_runs_in_the_background_is_shown_when_it_is_waited_for()
    {
        var signal = _folder.File("signal");
        var output = await DeckProcess.RunAsync(
            _folder.Store,
            "/new alpha", $"/bg until [ -e '{signal}' ]; do sleep 0.05; done; echo alpha-done",
            "/new beta", "echo beta-first", "/sessions", $"touch '{signal}'", "/wait alpha", "/sessions --waiting", "/switch alpha");

        AssertInOrder(
            output,
            "\nbeta-first\n", "1  alpha  shell  working", "1  alpha  shell  waiting for input", "replay of alpha", "\nalpha-done\n");
    }

    [Fact]
    public async Task The_status_of_a_line_and_the_end_of_a_shell_are_told()
    {
        var output = await DeckProcess.RunAsync(_folder.Store, "/new alpha", "cd /usr", "false", "exit 3", "pwd");

        AssertInOrder(
            output,
            "[exit status 1]", "[the shell ended with status 3; the next line starts a new one]",
            "[the shell process is new, in /usr]", "\n/usr\n");
    }

    [Fact]
    public async Task Escape_codes_of_a_child_do_not_reach_plain_output()
    {
        var output = await DeckProcess.RunAsync(_folder.Store, "/new alpha", "printf '\\033[31mred\\033[0m\\n'");

        Assert.Contains("\nred\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        var output = await DeckProcess.RunAsync(_folder.Store, "/help");

        AssertInOrder(output, "/new", "/sessions", "/switch", "/close", "/rename", "/bg", "/wait", "/history", "/help", "/quit");
    }

    private static void AssertInOrder(string output, params string[] pieces)
    {
        var place = 0;
        foreach (var piece in pieces)
        {
            var next = output.IndexOf(piece, place, StringComparison.Ordinal);
            Assert.True(next >= 0, $"'{piece}' is missing after place {place} of:\n{output}");
            // A line end may close one piece and open the next.
            place = next + piece.TrimEnd('\n').Length;
        }
    }
}
