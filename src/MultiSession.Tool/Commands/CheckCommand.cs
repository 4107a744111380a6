using System.CommandLine;
using Microsoft.CodeAnalysis;
using MultiSession.Tool.Analysis;
using MultiSession.Tool.Loading;
using MultiSession.Tool.Reporting;

namespace MultiSession.Tool.Commands;

/// <summary><c>multisession check PATH</c>.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A solution (.sln, .slnx), a project, or a folder of C# files that need not build." };
        var format = new Option<string>("--format") { Description = "How findings are written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "sarif", "github");
        var output = new Option<string?>("--output") { Description = "Write to this file instead of the standard output.", HelpName = "FILE" };
        var rules = new Option<string[]>("--rules") { Description = "Only these rules, separated by commas.", HelpName = "ID,..." };
        var severity = new Option<string>("--severity") { Description = "Report findings of at least this severity.", DefaultValueFactory = _ => "warning" };
        severity.AcceptOnlyFromAmong("info", "warning", "error");
        var define = new Option<string[]>("--define") { Description = "A further preprocessor symbol (folders only).", HelpName = "SYMBOL" };
        var exclude = new Option<string[]>("--exclude") { Description = "Leave out files that match, such as 'tests/**' (relative to PATH).", HelpName = "GLOB" };
        var command = new Command("check", "Finds lock-order inversions and the other concurrency mistakes of rules MSES0001 to MSES0010.")
        {
            path, format, output, rules, severity, define, exclude,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var selected = RuleSelection.Parse(arguments.GetValue(rules) ?? []);
            var started = TimeProvider.System.GetTimestamp();
            var program = await ProgramLoader.LoadAsync(
                arguments.GetRequiredValue(path),
                new LoadOptions(arguments.GetValue(define) ?? [], [.. (arguments.GetValue(exclude) ?? []).Select(glob => new GlobPattern(glob))]),
                cancellationToken).ConfigureAwait(false);
            var report = await ProgramAnalysis.RunAsync(
                program, selected, Enum.Parse<DiagnosticSeverity>(arguments.GetRequiredValue(severity), ignoreCase: true),
                TimeProvider.System.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            switch (arguments.GetValue(format))
            {
                case "sarif":
                    using (var stream = ReportOutput.Open(arguments.GetValue(output))) new SarifReport(report, selected).Write(stream);
                    break;
                default:
                    using (var writer = new StreamWriter(ReportOutput.Open(arguments.GetValue(output)))) TextReport.Write(report, writer);
                    break;
            }

            if (!report.Failures.IsEmpty) throw new InvalidOperationException(report.Failures[0]);
            return report.Findings.IsEmpty ? ExitCode.Clean : ExitCode.Findings;
        });
        return command;
    }
}
