using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MultiSession.CodeFixes;

/// <summary>MSES0003: gives the queue a bound, as a named constant of its type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnboundedQueueCodeFix : RuleCodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnboundedQueue];

    private protected override string Title => "Give the queue a bound";

    private protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        var creation = node.FirstAncestorOrSelf<ExpressionSyntax>(ancestor => ancestor is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        // A method group has no arguments to give a bound to.
        if (creation is null || creation.SpanStart != node.SpanStart) return null;
        if (CapacityConstant.Find(model, creation) is not { } constant) return null;
        if (QueueBounding.Bound(creation, model, ParseName(constant.Name), cancellationToken) is not { } bounded) return null;
        return constant.ReplaceAndDeclare(root, creation, bounded.WithTriviaFrom(creation));
    }
}
