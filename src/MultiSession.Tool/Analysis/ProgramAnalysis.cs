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
    public static async Task<AnalysisReport> RunAsync(
        LoadedProgram program, RuleSelection rules, DiagnosticSeverity minimum, TimeSpan loading, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var failures = new ConcurrentQueue<string>();
        var locks = RunLockRules(program, rules, cancellationToken);
        var diagnostics = new List<Diagnostic>(Effective(program, locks.Diagnostics));
        foreach (var compilation in program.Compilations)
            diagnostics.AddRange(await RunAnalyzersAsync(compilation, rules, failures, cancellationToken).ConfigureAwait(false));

        var findings = diagnostics
            .Where(diagnostic => rules.Includes(diagnostic.Id) && !diagnostic.IsSuppressed && diagnostic.Severity >= minimum)
            .OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => new Finding(diagnostic))
            .DistinctBy(finding => (finding.RuleId, finding.Location.GetLineSpan(), finding.Message));
        return new AnalysisReport(
            program, locks.Graph, [.. findings], [.. failures], loading + TimeProvider.System.GetElapsedTime(started));
    }

    private static LockAnalysisResult RunLockRules(LoadedProgram program, RuleSelection rules, CancellationToken cancellationToken) =>
        RuleCatalog.NeedsLockAnalysis(rules)
            ? LockAnalysis.Run(program.Compilations, cancellationToken)
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
