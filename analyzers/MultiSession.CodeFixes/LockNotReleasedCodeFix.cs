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
        if (Recognise(call, model, cancellationToken) is not { } acquire || Guarded(call) is not var (block, first) || first >= block.Statements.Count) return null;

        var start = block.Statements[first].SpanStart;
        var releases = new List<ExpressionStatementSyntax>();
        foreach (var invocation in block.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(invocation => invocation.SpanStart >= start))
        {
            if (Recognise(invocation, model, cancellationToken) is not { Action: LockAction.Release } release || release.Key != acquire.Key) continue;
            if (invocation.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax parent } statement) return null;
            releases.Add(statement);
            // What comes after belongs to the next time that the lock is taken.
            if (parent == block) break;
        }

        return GuardedSection.Find(block, first, releases, model) is { } section ? root.ReplaceNode(block, section.Guard()) : null;
    }

    private static LockCall? Recognise(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetOperation(call, cancellationToken) is IInvocationOperation invocation ? LockCalls.Recognise(invocation) : null;

    /// <summary>The block in which the lock is held for certain, and the first statement of it that runs under the lock.</summary>
    private static (BlockSyntax Block, int First)? Guarded(InvocationExpressionSyntax call)
    {
        switch (call.FirstAncestorOrSelf<StatementSyntax>())
        {
            case ExpressionStatementSyntax { Expression: AwaitExpressionSyntax or InvocationExpressionSyntax, Parent: BlockSyntax block } statement:
                return (block, block.Statements.IndexOf(statement) + 1);
            case LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Parent: BlockSyntax block } scope
                when call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "EnterScope" }:
                return (block, block.Statements.IndexOf(scope) + 1);
            case IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" } refused, Parent: BlockSyntax block } guard
                when IsAnswer(refused.Operand, call) && GuardedSection.Leaves(guard.Statement):
                return (block, block.Statements.IndexOf(guard) + 1);
            case IfStatementSyntax { Statement: BlockSyntax block } taken when IsAnswer(taken.Condition, call):
                return (block, 0);
            default:
                return null;
        }
    }

    private static bool IsAnswer(ExpressionSyntax condition, InvocationExpressionSyntax call)
    {
        while (condition is ParenthesizedExpressionSyntax parenthesized) condition = parenthesized.Expression;
        return condition is InvocationExpressionSyntax or AwaitExpressionSyntax && condition.Span.Contains(call.Span);
    }
}
