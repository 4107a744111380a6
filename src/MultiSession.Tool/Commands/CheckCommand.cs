using System.CommandLine;
using Microsoft.CodeAnalysis;
using MultiSession.Tool.Analysis;
using MultiSession.Tool.Reporting;

namespace MultiSession.Tool.Commands;

/// <summary><c>multisession check PATH</c>.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var path = new PathOptions();
        var format = new Option<string>("--format") { Description = "How findings are written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "sarif", "github");
        var rules = new Option<string[]>("--rules") { Description = "Only these rules, separated by commas.", HelpName = "ID,..." };
        var severity = new Option<string>("--severity") { Description = "Report findings of at least this severity.", DefaultValueFactory = _ => "warning" };
        severity.AcceptOnlyFromAmong("info", "warning", "error");
        var command = new Command("check", """
            Finds lock-order inversions and the other concurrency mistakes. Exit code 0: nothing found, 1: findings, 2: bad usage, 3: internal error.

            Examples:
              multisession check MyApp.sln
              multisession check src/Server --rules MSES0001,MSES0004 --exclude 'tests/**'
              multisession check . --format sarif --output locks.sarif
            """);
        path.AddTo(command);
        command.Add(format);
        command.Add(rules);
        command.Add(severity);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var output = path.Output(arguments);
            var selection = RuleSelection.Parse(arguments.GetValue(rules) ?? []);
            var minimum = Enum.Parse<DiagnosticSeverity>(arguments.GetRequiredValue(severity), ignoreCase: true);
            var started = TimeProvider.System.GetTimestamp();
            var report = await TerminalProgress.RunAsync(async progress =>
            {
                var program = await path.LoadAsync(arguments, progress, cancellationToken).ConfigureAwait(false);
                return await ProgramAnalysis.RunAsync(program, selection, minimum, started, progress, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Write(report, selection, arguments.GetRequiredValue(format), output);
            foreach (var failure in report.Failures) await Console.Error.WriteLineAsync($"multisession: {failure}").ConfigureAwait(false);
            return !report.Failures.IsEmpty ? ExitCode.InternalError : report.Findings.IsEmpty ? ExitCode.Clean : ExitCode.Findings;
        });
        return command;
    }

    private static void Write(AnalysisReport report, RuleSelection selection, string format, string? output)
    {
        switch (format)
        {
            case "sarif":
                ReportOutput.WriteBytes(output, stream => new SarifReport(report, selection).Write(stream));
                break;
            case "github":
                ReportOutput.WriteText(output, writer => GitHubReport.Write(report, writer));
                break;
            default:
                ReportOutput.WriteConsole(output, console => new TextReport(report, console).Write());
                break;
        }
    }
}
