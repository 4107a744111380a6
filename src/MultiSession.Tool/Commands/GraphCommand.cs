using System.CommandLine;
using MultiSession.Analyzers.Locks;
using MultiSession.Tool.Graphs;
using MultiSession.Tool.Loading;
using MultiSession.Tool.Reporting;

namespace MultiSession.Tool.Commands;

/// <summary><c>multisession graph PATH</c>.</summary>
internal static class GraphCommand
{
    public static Command Create()
    {
        var path = new PathOptions();
        var format = new Option<string>("--format") { Description = "How the graph is drawn.", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot", "svg", "html");
        var all = new Option<bool>("--all") { Description = "Draw locks without an edge even when the graph is large." };
        var command = new Command("graph", """
            Draws the lock graph: an arrow leads from a lock that is held to a lock that is acquired meanwhile; cycles are red.

            Examples:
              multisession graph MyApp.sln --format html --output locks.html
              multisession graph src/Server --format dot | dot -Tpdf > locks.pdf
            """);
        path.AddTo(command);
        command.Add(format);
        command.Add(all);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var output = path.Output(arguments);
            var view = await TerminalProgress.RunAsync(async progress =>
            {
                var program = await path.LoadAsync(arguments, progress, cancellationToken).ConfigureAwait(false);
                progress.Report(new StageProgress("Following the locks", null));
                var graph = LockAnalysis.Run(program.Compilations, Cores.All(cancellationToken)).Graph;
                return LockGraphView.Create(graph, program.Root, arguments.GetValue(all));
            }).ConfigureAwait(false);
            ReportOutput.WriteText(output, writer => Write(view, arguments.GetRequiredValue(format), writer));
            return ExitCode.Clean;
        });
        return command;
    }

    private static void Write(LockGraphView graph, string format, TextWriter writer)
    {
        switch (format)
        {
            case "dot":
                DotWriter.Write(graph, writer);
                break;
            case "svg":
                writer.Write(new SvgWriter(graph).Write());
                break;
            case "html":
                writer.Write(HtmlWriter.Write(graph));
                break;
            default:
                MermaidWriter.Write(graph, writer);
                break;
        }
    }
}
