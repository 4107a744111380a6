using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Reporting;

namespace MultiSession.Analyzers.Locks;

/// <summary>The lock rules (MSES0001, 0002, 0004, 0005, 0007, 0008): bodies are lowered side by side, the program is solved at the end.</summary>
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
            var facts = new Facts();
            start.RegisterOperationBlockAction(block => BodyLowerer.Lower(block.OwningSymbol.OriginalDefinition, block.OperationBlocks, facts, block.CancellationToken));
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var diagnostic in LockAnalysis.Solve(facts, [end.Compilation], end.CancellationToken).Diagnostics) end.ReportDiagnostic(diagnostic);
            });
        });
    }
}
