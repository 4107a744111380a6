using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Rules;

namespace MultiSession.CodeFixes;

/// <summary>MSES0006: moves the release into a finally block around what runs under the lock.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LockNotReleasedCodeFix : RuleCodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.LockNotReleased];

    private protected override string Title => "Release the lock in a finally block";

    private protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) return null;
        if (Recognise(call, model, cancellationToken) is not { } acquire || GuardedStatement(call) is not { Parent: BlockSyntax block } statement) return null;

        var releases = new List<ExpressionStatementSyntax>();
        foreach (var invocation in block.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (Recognise(invocation, model, cancellationToken) is not { Action: LockAction.Release } release || release.Key != acquire.Key) continue;
            if (invocation.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax } releaseStatement) return null;
            releases.Add(releaseStatement);
        }

        return GuardedSection.Find(block, statement, releases, model) is { } section ? root.ReplaceNode(block, section.Guard()) : null;
    }

    private static LockCall? Recognise(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetOperation(call, cancellationToken) is IInvocationOperation invocation ? LockCalls.Recognise(invocation) : null;

    /// <summary>The statement after which the lock is held for certain.</summary>
    private static StatementSyntax? GuardedStatement(InvocationExpressionSyntax call) => call.FirstAncestorOrSelf<StatementSyntax>() switch
    {
        ExpressionStatementSyntax { Expression: AwaitExpressionSyntax or InvocationExpressionSyntax } statement => statement,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } scope when call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "EnterScope" } => scope,
        IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" } condition } guard
            when condition.Span.Contains(call.Span) && condition.Operand is InvocationExpressionSyntax or AwaitExpressionSyntax && GuardedSection.Leaves(guard.Statement) => guard,
        _ => null,
    };
}
