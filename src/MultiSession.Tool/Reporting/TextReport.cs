using Microsoft.CodeAnalysis;
using MultiSession.Tool.Analysis;
using Spectre.Console;

namespace MultiSession.Tool.Reporting;

/// <summary>Findings for a person: grouped by rule, each step of a story above its line of source, a summary at the end.</summary>
internal sealed class TextReport(AnalysisReport report, IAnsiConsole console)
{
    public void Write()
    {
        foreach (var rule in report.Findings.GroupBy(finding => finding.RuleId))
        {
            var descriptor = rule.First().Diagnostic.Descriptor;
            Line($"[bold]{rule.Key}[/] {Escape(descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture))} [dim]· {Count(rule.Count(), "finding")}[/]");
            if (descriptor.HelpLinkUri.Length > 0) Line($"[dim]{Escape(descriptor.HelpLinkUri)}[/]");
            console.WriteLine();
            foreach (var finding in rule) WriteFinding(finding);
        }

        WriteSummary();
    }

    private void WriteFinding(Finding finding)
    {
        var confidence = finding.Confidence is { } known ? $" [dim]({Escape(known)})[/]" : "";
        Line($"  {Position(finding.Location)} {Severity(finding.Severity)}{confidence}");
        Line($"  {Escape(finding.Message)}");
        if (finding.Steps.IsEmpty)
        {
            Excerpt(finding.Location, "    ");
            foreach (var location in finding.Diagnostic.AdditionalLocations)
            {
                Line($"    {Position(location)}");
                Excerpt(location, "      ");
            }
        }

        foreach (var (i, thread) in finding.Steps.GroupBy(step => step.Thread).Index())
        {
            Line($"    [bold]thread {i + 1}[/]");
            foreach (var step in thread)
            {
                Line($"      {Position(step.Location)} {Escape(step.Message)}");
                Excerpt(step.Location, "        ");
            }
        }

        console.WriteLine();
    }

    private void Excerpt(Location location, string indent)
    {
        if (location.SourceTree is not { } tree) return;
        var line = tree.GetText().Lines[location.GetLineSpan().StartLinePosition.Line];
        Line($"{indent}[dim]{line.LineNumber + 1,5} |[/] {Escape(line.ToString().Trim())}");
    }

    private void WriteSummary()
    {
        foreach (var note in report.Program.Notes) Line($"[dim]Note: {Escape(note)}[/]");
        if (report.Quieter > 0) Line($"[dim]Note: {Count(report.Quieter, "finding")} of lower severity not shown; --severity info shows them.[/]");
        var rules = string.Join(", ", report.Findings.GroupBy(finding => finding.RuleId).Select(rule => $"{rule.Key}: {rule.Count()}"));
        var findings = report.Findings.IsEmpty ? "[green]No findings[/]" : $"[bold]{Count(report.Findings.Length, "finding")}[/] ({rules})";
        Line($"{findings} in {Count(report.Program.FileCount, "file")}, {Count(report.Program.LineCount, "line")}, "
            + $"{Count(report.Graph.Locks.Length, "lock")}, {Count(report.Graph.Edges.Length, "edge")}, {report.Elapsed.TotalSeconds:0.0} s");
    }

    private string Position(Location location)
    {
        var span = location.GetLineSpan();
        return $"[blue]{Escape(SourcePath.Display(report.Program.Root, span.Path))}:{span.StartLinePosition.Line + 1}:{span.StartLinePosition.Character + 1}[/]";
    }

    private static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "[red]error[/]",
        DiagnosticSeverity.Warning => "[yellow]warning[/]",
        _ => "info",
    };

    private static string Count(int number, string noun) => $"{number:N0} {noun}{(number == 1 ? "" : "s")}";

    private static string Escape(string text) => Markup.Escape(text);

    private void Line(string markup) => console.MarkupLine(markup);
}
