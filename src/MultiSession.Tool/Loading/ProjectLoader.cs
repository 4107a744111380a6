using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Loads a solution or project, and the projects it refers to, with the compiler's own arguments. Of several target
/// frameworks the newest is read.
/// </summary>
internal static class ProjectLoader
{
    private static readonly string[] DesignTimeBuild =
    [
        "-target:Compile", "-getItem:CscCommandLineArgs",
        "-property:ProvideCommandLineArgs=true", "-property:SkipCompilerExecution=true",
        "-property:DesignTimeBuild=true", "-property:BuildProjectReferences=false",
        "-property:EmitAssetsLogMessages=false", // a package that is missing leaves names unresolved, which is no reason to see nothing
        "-property:NonExistentFile=none", // an input that is never up to date, so that a built project answers as well
    ];

    // A warning about a package's version is no reason to leave a project out.
    private static readonly string[] Restore = ["-target:Restore", "-property:TreatWarningsAsErrors=false", "-property:WarningsAsErrors="];

    // What is only read can be read on any system.
    private static readonly string[] Windows = ["-property:EnableWindowsTargeting=true"];

    public static async Task<LoadedProgram> LoadAsync(string path, LoadOptions options, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        var start = SolutionFile.IsSolution(path) ? SolutionFile.Projects(path) : [path];
        if (start.Length == 0) throw new InputException($"'{path}' has no C# project.");
        var notes = new ConcurrentQueue<string>();
        var projects = await EvaluateAsync(start, notes, cancellationToken).ConfigureAwait(false);
        // What a project says of its frameworks and packages matters to all that refer to it.
        var changed = projects.Max(project => project.Written);
        var unrestored = projects.All(project => project.Restored >= changed)
            ? null
            : await RestoreAsync(path, ForSystem(projects.Any(project => project.NeedsWindows)), notes, progress, cancellationToken).ConfigureAwait(false);

        var arguments = new ConcurrentBag<(string Project, CSharpCommandLineArguments Arguments)>();
        try
        {
            await ForEachAsync(projects, notes, async project =>
            {
                arguments.Add((project.Path, await ArgumentsAsync(project, cancellationToken).ConfigureAwait(false)));
                progress.Report(new StageProgress("Loading projects", (double)arguments.Count / projects.Count));
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (InputException) when (unrestored is not null)
        {
            throw unrestored; // the cause of the others
        }

        var root = CommonFolder([path, .. projects.Select(project => project.Path)]);
        var compiler = new ProjectCompiler(root, options, notes);
        var compilations = compiler.CompileAll([.. arguments.OrderBy(pair => pair.Project, StringComparer.Ordinal).Select(pair => pair.Arguments)], cancellationToken);
        return new LoadedProgram(root, compilations, [.. notes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Restores packages; a failure is returned, for it need not concern every project.</summary>
    private static async Task<InputException?> RestoreAsync(
        string path, string[] system, ConcurrentQueue<string> notes, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new StageProgress("Restoring packages", null));
        try
        {
            await MSBuild.RunAsync(path, [.. Restore, .. system], cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (InputException failure)
        {
            notes.Enqueue($"Packages are missing. {failure.Message}");
            return failure;
        }
    }

    /// <summary>Evaluates the projects and all that they refer to, level by level.</summary>
    private static async Task<IReadOnlyCollection<ProjectFile>> EvaluateAsync(
        string[] start, ConcurrentQueue<string> notes, CancellationToken cancellationToken)
    {
        var known = new ConcurrentDictionary<string, ProjectFile>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var level = start.Where(seen.Add).ToArray(); level.Length > 0;)
        {
            await ForEachAsync(level, notes, async project =>
                known[project] = await ProjectFile.EvaluateAsync(project, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            level = [.. level.Where(known.ContainsKey).SelectMany(project => known[project].References).Where(seen.Add)];
        }

        return [.. known.Values];
    }

    private static async Task<CSharpCommandLineArguments> ArgumentsAsync(ProjectFile project, CancellationToken cancellationToken)
    {
        var framework = project.Framework is { } moniker ? [$"-property:TargetFramework={moniker}"] : Array.Empty<string>();
        var answer = await MSBuild.RunAsync(project.Path, [.. DesignTimeBuild, .. framework, .. ForSystem(project.NeedsWindows)], cancellationToken).ConfigureAwait(false);
        var items = answer?.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()).OfType<string>().ToArray() ?? [];
        if (items.Length == 0) throw new InputException($"MSBuild gave no compiler arguments for '{Path.GetFileName(project.Path)}'.");
        return CSharpCommandLineParser.Default.Parse(items, Path.GetDirectoryName(project.Path), sdkDirectory: null);
    }

    private static string[] ForSystem(bool needsWindows) => needsWindows ? Windows : [];

    /// <summary>Runs as many at once as there are processors; a project that fails is noted, unless all do.</summary>
    private static async Task ForEachAsync<T>(
        IReadOnlyCollection<T> items, ConcurrentQueue<string> notes, Func<T, Task> action, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<InputException>();
        await Parallel.ForEachAsync(items, Cores.All(cancellationToken), async (item, _) =>
        {
            try
            {
                await action(item).ConfigureAwait(false);
            }
            catch (InputException failure)
            {
                failures.Enqueue(failure);
            }
        }).ConfigureAwait(false);
        if (failures.TryPeek(out var first) && failures.Count == items.Count) throw first;
        foreach (var failure in failures) notes.Enqueue($"A project was left out. {failure.Message}");
    }

    private static string CommonFolder(IEnumerable<string> files) =>
        files.Select(file => Path.GetDirectoryName(file) ?? "").Aggregate(static (left, right) =>
        {
            while (left.Length > 0 && right != left && !Folders.IsBelow(left, right))
                left = Path.GetDirectoryName(left) ?? "";
            return left;
        });
}
