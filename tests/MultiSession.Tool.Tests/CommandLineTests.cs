using System.Text.Json;

namespace MultiSession.Tool.Tests;

/// <summary>The real process: exit codes, formats and one-line errors.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Code_without_a_mistake_exits_with_0_and_a_summary()
    {
        _folder.Add("Clock.cs", TestFolder.Clean);

        var result = await ToolProcess.RunAsync("check", _folder.Root);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("No findings in 1 file, 5 lines, 0 locks, 0 edges, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_exits_with_1_and_shows_its_place_and_line()
    {
        _folder.Add("src/Inbox.cs", TestFolder.UnboundedQueue);

        var result = await ToolProcess.RunAsync("check", _folder.Root);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("src/Inbox.cs:4:60 warning", result.Output, StringComparison.Ordinal);
        Assert.Contains("    4 | private readonly BlockingCollection<string> _letters = new BlockingCollection<string>();", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 finding (MSES0003: 1) in 1 file, 5 lines,", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "nowhere", "'nowhere' does not exist")]
    [InlineData("check", "{root}", "No C# files to check")]
    [InlineData("check", "{root}/notes.txt", "is neither a solution (.sln, .slnx), a C# project (.csproj) nor a folder")]
    [InlineData("check", "{root}/empty.sln", "has no C# project")]
    [InlineData("check", "{root}/broken.slnx", "is not a solution")]
    [InlineData("check", "{root} --rules MSES9999", "'MSES9999', which is not a rule; the rules are MSES0")]
    [InlineData("check", "{root} --format pdf", "'pdf' not recognized")]
    [InlineData("check", "{root} --severity fatal", "'fatal' not recognized")]
    [InlineData("check", "{root} --rules ,", "--rules names no rule")]
    [InlineData("check", "{root} --exclude /", "--exclude '/' is empty")]
    [InlineData("check", "{root} --define A=1", "--define 'A=1' is not a symbol")]
    [InlineData("check", "{root} --output {root}", "is a folder")]
    [InlineData("graph", "{root} --output {root}/missing/locks.html", "its folder does not exist")]
    [InlineData("check", "", "Required argument 'PATH' missing")]
    [InlineData("graph", "nowhere", "'nowhere' does not exist")]
    [InlineData("graph", "{root} --format png", "'png' not recognized")]
    [InlineData("explain", "MSES9999", "'MSES9999' is not a rule; the rules are MSES0")]
    [InlineData("prove", "", "'prove'")]
    public async Task Bad_usage_exits_with_2_and_one_line(string command, string arguments, string expected)
    {
        _folder.Add("notes.txt", "no code");
        _folder.Add("empty.sln", "Microsoft Visual Studio Solution File, Format Version 12.00");
        _folder.Add("broken.slnx", "<Solution>");
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace("{root}", _folder.Root, StringComparison.Ordinal));

        var result = await ToolProcess.RunAsync([command, .. words]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("multisession: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Severity_and_rules_choose_what_is_reported()
    {
        _folder.Add("Inbox.cs", TestFolder.UnboundedQueue);

        Assert.Equal(0, (await ToolProcess.RunAsync("check", _folder.Root, "--severity", "error")).ExitCode);
        Assert.Equal(0, (await ToolProcess.RunAsync("check", _folder.Root, "--rules", "MSES0009")).ExitCode);
        Assert.Equal(1, (await ToolProcess.RunAsync("check", _folder.Root, "--rules", "mses0009, mses0003")).ExitCode);
    }

    [Fact]
    public async Task Findings_below_the_severity_are_counted_not_lost_in_silence()
    {
        _folder.Add("Inbox.cs", TestFolder.UnboundedQueue);

        Assert.Contains("1 finding of lower severity not shown; --severity info", (await ToolProcess.RunAsync("check", _folder.Root, "--severity", "error")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lower severity", (await ToolProcess.RunAsync("check", _folder.Root)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pragma_suppresses_a_finding()
    {
        _folder.Add("Inbox.cs", "#pragma warning disable MSES0003\n" + TestFolder.UnboundedQueue);

        Assert.Equal(0, (await ToolProcess.RunAsync("check", _folder.Root)).ExitCode);
    }

    [Fact]
    public async Task Github_format_writes_workflow_commands()
    {
        _folder.Add("Inbox.cs", TestFolder.UnboundedQueue);

        var result = await ToolProcess.RunAsync("check", _folder.Root, "--format", "github");

        Assert.Equal(1, result.ExitCode);
        var line = Assert.Single(result.Output.TrimEnd().Split('\n'));
        Assert.Matches(@"^::warning file=.*Inbox\.cs,line=4,endLine=4,col=60,title=MSES0003 [^:,]+::'BlockingCollection<string>' has no bound", line);
    }

    [Fact]
    public async Task Sarif_goes_to_the_file()
    {
        _folder.Add("a b/Inbox.cs", TestFolder.UnboundedQueue);
        var file = Path.Combine(_folder.Root, "report.sarif");

        var result = await ToolProcess.RunAsync("check", _folder.Root, "--format", "sarif", "--output", file);

        Assert.Equal((1, "", ""), (result.ExitCode, result.Output, result.Error));
        using var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Empty(SarifSchema.Violations(sarif.RootElement));
        var found = sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("a%20b/Inbox.cs", found.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public async Task Explain_prints_the_page_of_a_rule()
    {
        var result = await ToolProcess.RunAsync("explain", "mses0003");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("# MSES0003", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_examples()
    {
        var result = await ToolProcess.RunAsync("check", "--help");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("multisession check . --format sarif --output locks.sarif", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_of_code_without_locks_is_empty()
    {
        _folder.Add("Clock.cs", TestFolder.Clean);

        var result = await ToolProcess.RunAsync("graph", _folder.Root);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("flowchart LR", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_shows_locks_that_are_declared_in_a_library()
    {
        _folder.Add("Names.cs", "class Names { void M() { lock (typeof(string)) lock (this) { } } }");

        var result = await ToolProcess.RunAsync("graph", _folder.Root, "--format", "dot");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("no source", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
