using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Reporting;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks;

/// <summary>The lock rules over several compilations at once, so that a cycle through two projects is found.</summary>
internal static class LockAnalysis
{
    /// <summary>Analyses <paramref name="compilations"/> as one program, as much side by side as <paramref name="options"/> allow. Diagnostics are raw: suppressions are not applied yet.</summary>
    public static LockAnalysisResult Run(IReadOnlyList<Compilation> compilations, ParallelOptions options)
    {
        var facts = new Facts();
        foreach (var compilation in compilations) CompilationLowering.Lower(compilation, facts, options);
        var (solved, cycles) = Solve(facts, new TypeIndex(compilations, options.CancellationToken), options.CancellationToken);
        return new LockAnalysisResult(GraphModel.Of(solved, cycles), LockReporter.Report(solved, cycles));
    }

    /// <summary>Solves what was lowered of a whole compilation, and reports on it.</summary>
    public static ImmutableArray<Diagnostic> SolveCompilation(Facts facts, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!facts.TakesLocks) return [];
        var (solved, cycles) = Solve(facts, new TypeIndex([compilation], cancellationToken), cancellationToken);
        return LockReporter.Report(solved, cycles);
    }

    /// <summary>What is certain from one type alone, so that the editor can show it while the type is written.</summary>
    public static IEnumerable<Diagnostic> SolveType(Facts facts, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!facts.TakesLocks) return [];
        var (solved, cycles) = Solve(facts, new TypeIndex(type), cancellationToken);
        return LockReporter.Report(solved, cycles).Where(LockDiagnosticProperties.IsCertain).Select(LockDescriptors.Live);
    }

    private static (SolvedProgram Program, List<LockCycle> Cycles) Solve(Facts facts, TypeIndex types, CancellationToken cancellationToken)
    {
        var solved = LockSolver.Solve(facts, types, cancellationToken);
        return (solved, new CycleFinder(solved.Graph).Find());
    }
}
