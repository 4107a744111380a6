using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Reporting;

namespace MultiSession.Analyzers.Locks;

/// <summary>The lock rules (MSES0001, 0002, 0004, 0005, 0007, 0008): bodies are lowered side by side; each type is solved with its end, the program at the end of the compilation.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => LockDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var types = new ConcurrentDictionary<ISymbol, Facts>(SymbolEqualityComparer.Default);
            var told = new ConcurrentDictionary<(string, string, Location?), bool>();
            var lookups = new SharedLookups();
            start.RegisterSymbolStartAction(type => StartType(type, types, lookups, told), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in LockAnalysis.SolveCompilation(Facts.Merge([.. types.Values]), end.Compilation, end.CancellationToken))
                {
                    if (!told.ContainsKey(LockDiagnosticProperties.IdentityOf(diagnostic))) end.ReportDiagnostic(diagnostic);
                }
            });
        });
    }

    /// <summary>What one type alone proves is reported with the type; the rest waits for the whole program.</summary>
    private static void StartType(
        SymbolStartAnalysisContext context,
        ConcurrentDictionary<ISymbol, Facts> types,
        SharedLookups lookups,
        ConcurrentDictionary<(string, string, Location?), bool> told)
    {
        var facts = types.GetOrAdd(Outermost(context.Symbol), type => new Facts(lookups) { OnlyType = type });
        context.RegisterOperationBlockAction(block => BodyLowerer.Lower(block.OwningSymbol.OriginalDefinition, block.OperationBlocks, facts, block.CancellationToken));
        context.RegisterSymbolEndAction(end =>
        {
            // Nested types register an end too: without it, older compilers may end the outer type before their bodies were seen.
            if (end.Symbol.ContainingType is not null) return;
            foreach (var diagnostic in LockAnalysis.SolveType(facts, (INamedTypeSymbol)end.Symbol, end.CancellationToken))
            {
                if (told.TryAdd(LockDiagnosticProperties.IdentityOf(diagnostic), true)) end.ReportDiagnostic(diagnostic);
            }
        });
    }

    private static ISymbol Outermost(ISymbol type)
    {
        while (type.ContainingType is { } containing) type = containing;
        return type;
    }
}
