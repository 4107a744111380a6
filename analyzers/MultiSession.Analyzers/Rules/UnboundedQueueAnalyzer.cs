using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Analyzers.Rules;

/// <summary>MSES0003: a channel, blocking collection or dataflow block that takes items until memory ends.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedQueueAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnboundedQueue,
        "A queue has no bound",
        "'{0}' has no bound: when its reader falls behind, it grows until memory ends; give it a capacity and say what happens when it is full",
        RuleCategories.Concurrency,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A queue without a bound turns a slow reader into an out-of-memory crash far away from its cause. A bound turns it into back-pressure, or into a loss that is counted.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnboundedQueue));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (QueueCreations.Create(start.Compilation) is not { } creations) return;
            start.RegisterOperationAction(operation => Analyze(operation, creations), OperationKind.Invocation, OperationKind.MethodReference, OperationKind.ObjectCreation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, QueueCreations creations)
    {
        if (creations.Classify(context.Operation) != QueueBound.Unbounded) return;
        var name = context.Operation switch
        {
            IInvocationOperation { TargetMethod: var method } => $"{method.ContainingType.Name}.{method.Name}",
            IMethodReferenceOperation { Method: var method } => $"{method.ContainingType.Name}.{method.Name}",
            var creation => creation.Type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
        };
        context.ReportDiagnostic(Diagnostic.Create(Rule, HeadOf(context.Operation.Syntax), name));
    }

    /// <summary>The expression without its arguments, which may span many lines.</summary>
    private static Location HeadOf(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        ObjectCreationExpressionSyntax creation => Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(creation.SpanStart, creation.Type.Span.End)),
        BaseObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
