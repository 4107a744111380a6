using SessionDeck.Tests.Running;

namespace SessionDeck.Tests;

/// <summary>Every error is one line that names the value, the limit and the way out, and nothing is lost by it.</summary>
public sealed class DeckErrorTests : IDisposable
{
    private static readonly string LongName = new('n', 65);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "/new shell alpha", ["alpha", "another name"] },
        { "/switch alpa", ["'alpa'", "'alpha'"] },
        { "/switch nosuch", ["nosuch", "/sessions"] },
        { "/switch 7", ["'7'"] },
        { "/new shell 123", ["123", "digit"] },
        { $"/new shell {LongName}", [LongName, "64"] },
        { "/new shell ''", ["1", "64"] },
        { "/new shell a/b", ["a/b"] },
        { "/rename 123", ["123", "digit"] },
        { "/close nosuch", ["nosuch"] },
        { "/history nosuch", ["nosuch"] },
        { "/wait nosuch", ["nosuch"] },
        { "/swich alpha", ["/swich", "/switch"] },
        { "/new shell my name", ["quotes"] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_one_clear_line(string line, string[] expected)
    {
        var output = await DeckProcess.RunAsync(_folder.Store, "/new shell alpha", line, "echo still-$((1+1))", "/sessions");

        var error = Assert.Single(output.Split('\n'), text => text.StartsWith("error: ", StringComparison.Ordinal));
        Assert.All(expected, text => Assert.Contains(text, error, StringComparison.Ordinal));
        Assert.Contains("\nstill-2\n", output, StringComparison.Ordinal);
        Assert.Contains("* 1  alpha  shell", output, StringComparison.Ordinal);
        Assert.DoesNotContain("  2  ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_above_the_limit_is_refused_and_the_others_live_on()
    {
        var lines = Enumerable.Range(1, 11).Select(number => $"/new shell name-{number}").Append("/sessions").ToArray();

        var output = await DeckProcess.RunAsync(_folder.Store, lines);

        var error = Assert.Single(output.Split('\n'), text => text.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains("10", error, StringComparison.Ordinal);
        Assert.Contains("--max-sessions", error, StringComparison.Ordinal);
        Assert.Contains("* 10  name-10", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_is_refused_briefly()
    {
        var output = await DeckProcess.RunAsync(_folder.Store, "/new alpha", new string('x', 100_001), "echo still-$((1+1))");

        var error = Assert.Single(output.Split('\n'), text => text.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains("100000", error, StringComparison.Ordinal);
        Assert.InRange(error.Length, 1, 300);
        Assert.Contains("\nstill-2\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_without_a_session_say_how_to_start_one()
    {
        var output = await DeckProcess.RunAsync(
            _folder.Store, "echo lost", "/close", "/history", "/rename x", "/bg echo lost", "/sessions", "/wait");

        Assert.Equal(5, output.Split('\n').Count(line => line == "error: no session is active; /new starts one"));
    }

    [Theory]
    [InlineData("--nosuch")]
    [InlineData("--max-sessions", "0")]
    [InlineData("--max-sessions", "many")]
    [InlineData("--max-sessions")]
    [InlineData("--idle-timeout", "soon")]
    [InlineData("--idle-timeout", "0s")]
    [InlineData("--store", "")]
    [InlineData("stray")]
    public async Task A_bad_option_is_one_line_and_exit_code_2(params string[] options)
    {
        var error = await FailAsync(options);

        Assert.Contains(options[^1], error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_a_database_is_left_alone()
    {
        await File.WriteAllTextAsync(_folder.Store, "a shopping list");

        var error = await FailAsync("--store", _folder.Store);

        Assert.Contains(_folder.Store, error, StringComparison.Ordinal);
        Assert.Contains("--store", error, StringComparison.Ordinal);
        Assert.Equal("a shopping list", await File.ReadAllTextAsync(_folder.Store));
    }

    [Theory]
    [InlineData("file/deck.db")]
    [InlineData("nosuch/deck.db")]
    [InlineData("")]
    public async Task A_store_that_cannot_be_written_is_named(string path)
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");
        var store = Path.Combine(_folder.Path, path);

        Assert.Contains(store, await FailAsync("--store", store), StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(params string[] options)
    {
        await using var deck = DeckProcess.Start(options);

        Assert.Equal(2, await deck.EndAsync());
        Assert.Equal("", deck.Output.Text);
        Assert.StartsWith("error: ", deck.Error.Text, StringComparison.Ordinal);
        return Assert.Single(deck.Error.Text.TrimEnd('\n').Split('\n'));
    }
}
