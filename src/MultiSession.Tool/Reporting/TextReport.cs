using MultiSession.Tool.Analysis;

namespace MultiSession.Tool.Reporting;

/// <summary>Findings for a person: grouped by rule, each step of a story with its line of source.</summary>
internal static class TextReport
{
    public static void Write(AnalysisReport report, TextWriter output)
    {
        foreach (var finding in report.Findings)
        {
            var span = finding.Location.GetLineSpan();
            output.WriteLine($"{SourcePath.Display(report.Program.Root, span.Path)}:{span.StartLinePosition.Line + 1}: {finding.RuleId} {finding.Message}");
        }

        output.WriteLine($"{report.Findings.Length} findings, {report.Program.FileCount} files, {report.Program.LineCount} lines, "
            + $"{report.Graph.Locks.Length} locks, {report.Graph.Edges.Length} edges, {report.Elapsed.TotalSeconds:0.0} s");
    }
}
