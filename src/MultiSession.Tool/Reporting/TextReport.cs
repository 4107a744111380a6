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
            Line(0, $"[bold]{rule.Key}[/] {Escape(descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture))} [dim]· {Count(rule.Count(), "finding")}[/]");
            if (descriptor.HelpLinkUri.Length > 0) Line(0, $"[dim]{Escape(descriptor.HelpLinkUri)}[/]");
            console.WriteLine();
            foreach (var finding in rule) WriteFinding(finding);
        }

        WriteSummary();
    }

    private void WriteFinding(Finding finding)
    {
        var confidence = finding.Confidence is { } known ? $" [dim]({Confidence(known)})[/]" : "";
        Line(2, $"{Position(finding.Location)} {Severity(finding.Severity)}{confidence}");
        Line(2, Escape(finding.Message));
        if (finding.Steps.IsEmpty)
        {
            Excerpt(4, finding.Location);
            foreach (var location in finding.Diagnostic.AdditionalLocations)
            {
                Line(4, Position(location));
                Excerpt(6, location);
            }
        }

        foreach (var (i, thread) in finding.Steps.GroupBy(step => step.Thread).Index())
        {
            Line(4, $"[bold]thread {i + 1}[/]");
            foreach (var step in thread)
            {
                Line(6, $"{Position(step.Location)} {Escape(step.Message)}");
                Excerpt(8, step.Location);
            }
        }

        console.WriteLine();
    }

    private void Excerpt(int indent, Location location)
    {
        if (location.SourceTree is not { } tree) return;
        var line = tree.GetText().Lines[location.GetLineSpan().StartLinePosition.Line];
        Line(indent, $"[dim]{line.LineNumber + 1,5} |[/] {Escape(line.ToString().Trim())}");
    }

    private void WriteSummary()
    {
        foreach (var note in report.Program.Notes) Line(0, $"[dim]Note: {Escape(note)}[/]");
        if (report.Quieter > 0) Line(0, $"[dim]Note: {Count(report.Quieter, "finding")} of lower severity not shown; --severity info shows them.[/]");
        var rules = string.Join(", ", report.Findings.GroupBy(finding => finding.RuleId).Select(rule => $"{rule.Key}: {rule.Count()}"));
        var findings = report.Findings.IsEmpty ? "[green]No findings[/]" : $"[bold]{Count(report.Findings.Length, "finding")}[/] ({rules})";
        Line(0, $"{findings} in {Count(report.Program.FileCount, "file")}, {Count(report.Program.LineCount, "line")}, "
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

    /// <summary>Which calls a story goes by, in the order of <see cref="Analyzers.Locks.LockDiagnosticProperties.Confidence"/>.</summary>
    private static string Confidence(string known) => known switch
    {
        "target" => "through calls",
        "dispatch" => "through virtual calls",
        "delegate" => "through delegates",
        _ => Escape(known),
    };

    private static string Count(int number, string noun) => $"{number:N0} {noun}{(number == 1 ? "" : "s")}";

    private static string Escape(string text) => Markup.Escape(text);

    /// <summary>A line that stays indented where a terminal wraps it.</summary>
    private void Line(int indent, string markup) => console.Write(new Padder(new Markup(markup), new Padding(indent, 0, 0, 0)));
}
