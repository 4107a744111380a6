using Microsoft.CodeAnalysis;
using MultiSession.Tool.Analysis;

namespace MultiSession.Tool.Reporting;

/// <summary>Workflow commands, which GitHub Actions shows as annotations of a change. Paths are relative to the working folder.</summary>
internal static class GitHubReport
{
    public static void Write(AnalysisReport report, TextWriter output)
    {
        foreach (var finding in report.Findings)
        {
            var span = finding.Location.GetLineSpan();
            var title = $"{finding.RuleId} {finding.Diagnostic.Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            output.WriteLine(
                $"::{Command(finding.Severity)} file={Property(SourcePath.Display(Environment.CurrentDirectory, span.Path))}"
                + $",line={span.StartLinePosition.Line + 1},endLine={span.EndLinePosition.Line + 1}"
                + $",col={span.StartLinePosition.Character + 1},title={Property(title)}::{Data(finding.Message)}");
        }
    }

    private static string Command(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "notice",
    };

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
