using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Analysis;

/// <summary>Runs the rules over a program: the lock rules over all compilations at once, the others over each.</summary>
internal static class ProgramAnalysis
{
    /// <param name="program">What to analyse.</param>
    /// <param name="rules">The rules to report.</param>
    /// <param name="minimum">The least severity to report.</param>
    /// <param name="started">When the work began, loading included, as a timestamp of <see cref="TimeProvider.System"/>.</param>
    /// <param name="progress">Told which stage is under way.</param>
    /// <param name="cancellationToken">Ends the analysis.</param>
    public static async Task<AnalysisReport> RunAsync(
        LoadedProgram program, RuleSelection rules, DiagnosticSeverity minimum, long started, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<string>();
        progress.Report(new StageProgress("Following the locks", null));
        var locks = RunLockRules(program, rules, cancellationToken);
        var diagnostics = new List<Diagnostic>(Effective(program, locks.Diagnostics));
        for (var i = 0; i < program.Compilations.Length; i++)
        {
            progress.Report(new StageProgress("Applying the other rules", (double)i / program.Compilations.Length));
            diagnostics.AddRange(await RunAnalyzersAsync(program.Compilations[i], rules, failures, cancellationToken).ConfigureAwait(false));
        }

        var findings = diagnostics
            .Where(diagnostic => diagnostic.Location.SourceTree is not { } tree || LoadedProgram.IsWritten(tree))
            .Where(diagnostic => rules.Includes(diagnostic.Id) && !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Info)
            .OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => new Finding(diagnostic))
            .DistinctBy(finding => (finding.RuleId, finding.Location.GetLineSpan(), finding.Message))
            .ToLookup(finding => finding.Severity >= minimum);
        return new AnalysisReport(program, locks.Graph, [.. findings[true]], findings[false].Count(), [.. failures], TimeProvider.System.GetElapsedTime(started));
    }

    private static LockAnalysisResult RunLockRules(LoadedProgram program, RuleSelection rules, CancellationToken cancellationToken) =>
        RuleCatalog.NeedsLockAnalysis(rules)
            ? LockAnalysis.Run(program.Compilations, Cores.All(cancellationToken))
            : new LockAnalysisResult(new LockGraphModel([], []), []);

    /// <summary>Applies severities and suppressions, each diagnostic's by the compilation that its file belongs to.</summary>
    private static IEnumerable<Diagnostic> Effective(LoadedProgram program, ImmutableArray<Diagnostic> raw)
    {
        var owners = new Dictionary<SyntaxTree, Compilation>();
        foreach (var compilation in program.Compilations)
            foreach (var tree in compilation.SyntaxTrees)
                owners.TryAdd(tree, compilation);
        return raw
            .GroupBy(diagnostic => diagnostic.Location.SourceTree is { } tree && owners.TryGetValue(tree, out var owner) ? owner : program.Compilations[0])
            .SelectMany(group => CompilationWithAnalyzers.GetEffectiveDiagnostics(group, group.Key));
    }

    private static async Task<ImmutableArray<Diagnostic>> RunAnalyzersAsync(
        Compilation compilation, RuleSelection rules, ConcurrentQueue<string> failures, CancellationToken cancellationToken)
    {
        var analyzers = RuleCatalog.AnalyzersOf(rules);
        if (analyzers.IsEmpty) return [];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => failures.Enqueue($"{analyzer.GetType().Name} failed: {exception.GetType().Name}: {exception.Message}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        return await new CompilationWithAnalyzers(compilation, analyzers, options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken).ConfigureAwait(false);
    }
}
