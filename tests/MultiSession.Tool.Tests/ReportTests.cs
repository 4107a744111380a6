using System.Text.Json;
using MultiSession.Testing.Snapshots;
using MultiSession.Tool.Analysis;
using MultiSession.Tool.Reporting;
using Spectre.Console;

namespace MultiSession.Tool.Tests;

public sealed class ReportTests
{
    private const string Source = "class T\n{\n    void M()\n    {\n        lock (a)\n        lock (b) { }\n    }\n}\n";

    [Fact]
    public void Sarif_is_valid_and_tells_each_threads_story()
    {
        var sarif = Sarif(Reports.WithInversion(Source));

        Assert.Empty(SarifSchema.Violations(sarif));
        Snapshot.Verify(Result(sarif).ToString(), "SarifResult", "json");
    }

    [Fact]
    public void Sarif_with_a_failed_analyzer_says_so()
    {
        var sarif = Sarif(Reports.WithInversion(Source, "SomeAnalyzer failed: oops"));

        Assert.Empty(SarifSchema.Violations(sarif));
        var invocation = sarif.GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("SomeAnalyzer failed: oops", invocation.GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Fingerprints_are_stable_when_unrelated_lines_move_and_change_with_the_line()
    {
        Assert.Equal(Fingerprint(Source), Fingerprint("// a new first line\n\n" + Source.Replace("        lock (a)", "\tlock (a)", StringComparison.Ordinal)));
        Assert.NotEqual(Fingerprint(Source), Fingerprint(Source.Replace("lock (a)", "lock (a) // guards the queue", StringComparison.Ordinal)));
    }

    [Fact]
    public void Equal_findings_on_equal_lines_have_fingerprints_of_their_own()
    {
        var report = Reports.WithInversion(Source);
        var sarif = Sarif(report with { Findings = [.. report.Findings, .. report.Findings] });

        var prints = sarif.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => result.GetProperty("partialFingerprints").ToString());
        Assert.Equal(2, prints.Distinct().Count());
    }

    [Fact]
    public void Text_shows_stories_with_their_source()
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1000;

        new TextReport(Reports.WithInversion(Source), console).Write();

        Snapshot.Verify(writer.ToString(), "TextReport", "txt");
    }

    [Fact]
    public void Github_escapes_what_would_end_a_command()
    {
        var writer = new StringWriter();

        GitHubReport.Write(Reports.WithInversion(Source), writer);

        Assert.Equal(
            "::warning file=/code/src/Two locks.cs,line=5,endLine=5,col=9,title=MSES0001 Lock-order inversion::'N.T.a' and 'N.T.b' are taken in both orders",
            writer.ToString().TrimEnd());
    }

    [Fact]
    public void The_structural_check_finds_what_is_wrong()
    {
        using var wrong = JsonDocument.Parse("""
            { "version": "2.0.0", "runs": [ { "tool": { "driver": { "rules": [] } }, "results": [ { "level": "fatal", "extra": 1, "locations": {}, "codeFlows": [ { "threadFlows": [] } ] } ] } ] }
            """);

        Assert.Equal(
            [
                "$.version: '2.0.0' is no 2.1.0", "$.runs[0].tool.driver: no 'name'", "$.runs[0].results[0]: no 'message'",
                "$.runs[0].results[0].level: 'fatal' is no none|note|warning|error", "$.runs[0].results[0]: 'extra' is unknown",
                "$.runs[0].results[0].locations: not an array", "$.runs[0].results[0].codeFlows[0].threadFlows: empty",
            ],
            SarifSchema.Violations(wrong.RootElement));
    }

    private static string Fingerprint(string source) => Result(Sarif(Reports.WithInversion(source))).GetProperty("partialFingerprints").ToString();

    private static JsonElement Result(JsonElement sarif) => sarif.GetProperty("runs")[0].GetProperty("results")[0];

    private static JsonElement Sarif(AnalysisReport report)
    {
        using var stream = new MemoryStream();
        new SarifReport(report, RuleSelection.All).Write(stream);
        return JsonElement.Parse(stream.ToArray());
    }
}
