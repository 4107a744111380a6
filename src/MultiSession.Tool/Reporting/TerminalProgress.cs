using MultiSession.Tool.Loading;
using Spectre.Console;

namespace MultiSession.Tool.Reporting;

/// <summary>Shows the stages of long work as bars on the error stream, when that is a terminal.</summary>
internal static class TerminalProgress
{
    public static async Task<T> RunAsync<T>(Func<IProgress<StageProgress>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive) return await work(new Silent()).ConfigureAwait(false);
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new Bars(context))).ConfigureAwait(false);
    }

    private sealed class Silent : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<StageProgress>
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(StageProgress value)
        {
            lock (_gate)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                {
                    foreach (var earlier in _tasks.Values) earlier.Value(earlier.MaxValue).StopTask();
                    _tasks[value.Stage] = task = context.AddTask(Markup.Escape(value.Stage), maxValue: 1);
                }

                task.IsIndeterminate = value.Fraction is null;
                if (value.Fraction is { } fraction) task.Value = Math.Max(task.Value, fraction);
            }
        }
    }
}
