using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Reporting;

namespace MultiSession.Analyzers.Locks;

/// <summary>The lock rules (MSES0001, 0002, 0004, 0005, 0007, 0008): each type is lowered and solved with its end, the program is solved at the end of the compilation.</summary>
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
            var types = new ConcurrentDictionary<ISymbol, TypeBodies>(SymbolEqualityComparer.Default);
            var told = new ConcurrentDictionary<(string, string, Location?), bool>();
            var lookups = new SharedLookups();
            start.RegisterSymbolStartAction(type => StartType(type, types, lookups, told), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in LockAnalysis.SolveCompilation(Facts.Merge([.. types.Values.Select(static type => type.Facts)]), end.Compilation, end.CancellationToken))
                {
                    if (!told.ContainsKey(LockDiagnosticProperties.IdentityOf(diagnostic))) end.ReportDiagnostic(diagnostic);
                }
            });
        });
    }

    /// <summary>What one type alone proves is reported with the type; the rest waits for the whole program.</summary>
    private static void StartType(
        SymbolStartAnalysisContext context,
        ConcurrentDictionary<ISymbol, TypeBodies> types,
        SharedLookups lookups,
        ConcurrentDictionary<(string, string, Location?), bool> told)
    {
        var bodies = types.GetOrAdd(((INamedTypeSymbol)context.Symbol).Outermost, type => new TypeBodies(new Facts(lookups) { OnlyType = type }));
        context.RegisterOperationBlockAction(block => bodies.Add(block.OwningSymbol.OriginalDefinition, block.OperationBlocks));
        context.RegisterSymbolEndAction(end =>
        {
            // Nested types register an end too: without it, older compilers may end the outer type before their bodies were seen.
            if (end.Symbol.ContainingType is not null) return;
            bodies.Lower(end.CancellationToken);
            foreach (var diagnostic in LockAnalysis.SolveType(bodies.Facts, (INamedTypeSymbol)end.Symbol, end.CancellationToken))
            {
                if (told.TryAdd(LockDiagnosticProperties.IdentityOf(diagnostic), true)) end.ReportDiagnostic(diagnostic);
            }
        });
    }
}
