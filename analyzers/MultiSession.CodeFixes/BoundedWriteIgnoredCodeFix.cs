using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using MultiSession.Analyzers.Rules;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MultiSession.CodeFixes;

/// <summary>MSES0009: waits for room where the code may wait, and otherwise makes the loss an error.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BoundedWriteIgnoredCodeFix : RuleCodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.BoundedWriteIgnored];

    private protected override string Title => "Use the answer of the write";

    private protected override SyntaxNode? Fix(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        var call = node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        var statement = call?.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        if (call is null || statement is null) return null;
        var mayAwait = statement.Expression is not ConditionalAccessExpressionSyntax && AwaitPlaces.Allow(call, model);
        if (NameOf(call) is "SendAsync" or "WriteAsync") return mayAwait ? root.ReplaceNode(statement, Await(statement, statement.Expression)) : null;
        if (!IsWhole(statement.Expression, call)) return null;
        var replacement = mayAwait && Waiting(call, model) is { } waiting ? Await(statement, waiting) : ThrowWhenRefused(statement, model);
        return root.ReplaceNode(statement, replacement);
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
        _ => null,
    };

    /// <summary>Whether <paramref name="statement"/> is nothing but <paramref name="call"/>, perhaps behind a <c>?.</c>.</summary>
    private static bool IsWhole(ExpressionSyntax statement, InvocationExpressionSyntax call)
    {
        while (statement is ConditionalAccessExpressionSyntax conditional) statement = conditional.WhenNotNull;
        return statement == call;
    }

    /// <summary>The write that waits for room; null where there is none.</summary>
    private static InvocationExpressionSyntax? Waiting(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.Expression is not MemberAccessExpressionSyntax member) return null;
        var method = member.Name.Identifier.Text switch { "TryWrite" => "WriteAsync", "Post" => "SendAsync", _ => null };
        if (method is null || model.GetTypeInfo(member.Expression).Type is { } queue &&
            model.LookupSymbols(call.SpanStart, queue, method, includeReducedExtensionMethods: true).IsEmpty) return null;
        var waiting = call.WithExpression(member.WithName(IdentifierName(method).WithTriviaFrom(member.Name)));
        if (CancellationTokenInScope(call, model) is not { } token) return waiting;
        var separator = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        return waiting.WithArgumentList(call.ArgumentList.WithArguments(
            SeparatedList<ArgumentSyntax>(NodeOrTokenList([.. call.ArgumentList.Arguments.GetWithSeparators(), separator, Argument(IdentifierName(token))]))));
    }

    private static string? CancellationTokenInScope(SyntaxNode call, SemanticModel model)
    {
        var parameters = model.GetEnclosingSymbol(call.SpanStart) is IMethodSymbol method ? method.Parameters : [];
        return parameters.FirstOrDefault(parameter => parameter.Type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" } &&
            SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None)?.Name;
    }

    private static ExpressionStatementSyntax Await(ExpressionStatementSyntax statement, ExpressionSyntax task)
    {
        var awaited = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), task.WithoutLeadingTrivia());
        return statement.WithExpression(awaited.WithLeadingTrivia(statement.GetLeadingTrivia()));
    }

    private static StatementSyntax ThrowWhenRefused(ExpressionStatementSyntax statement, SemanticModel model)
    {
        var write = statement.Expression.WithoutTrivia();
        var refused = write is ConditionalAccessExpressionSyntax
            ? BinaryExpression(
                SyntaxKind.EqualsExpression, write, Token(SyntaxKind.EqualsEqualsToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), LiteralExpression(SyntaxKind.FalseLiteralExpression))
            : (ExpressionSyntax)PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, write);
        StatementSyntax check = ((IfStatementSyntax)ParseStatement("if (refused) throw new Exception(\"The queue is full or closed.\");")).WithCondition(refused);
        var exception = check.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Last().Type;
        check = check.ReplaceNode(exception, FrameworkTypes.Name("System.InvalidOperationException", statement, model));
        // An 'if' put where a single statement stood could catch the 'else' of another one.
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)) check = Block(check).WithAdditionalAnnotations(Formatter.Annotation);
        return check.WithTriviaFrom(statement);
    }
}
