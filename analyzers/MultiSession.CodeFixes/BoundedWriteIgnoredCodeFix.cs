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
        var conditional = statement.Expression is ConditionalAccessExpressionSyntax;
        if (!conditional && statement.Expression != call) return null;

        var mayAwait = !conditional && MayAwait(call);
        StatementSyntax? replacement = call.Expression switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.Text: "SendAsync" or "WriteAsync" } => mayAwait ? Await(statement, call) : null,
            MemberAccessExpressionSyntax { Name.Identifier.Text: "TryWrite" } member when mayAwait => Await(statement, Waiting(call, member, "WriteAsync", model)),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Post" } member when mayAwait => Await(statement, Waiting(call, member, "SendAsync", model)),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "TryWrite" or "Post" or "TryAdd" } => ThrowWhenRefused(statement, model),
            MemberBindingExpressionSyntax { Name.Identifier.Text: "TryWrite" or "Post" or "TryAdd" } => ThrowWhenRefused(statement, model),
            _ => null,
        };
        return replacement is null ? null : root.ReplaceNode(statement, replacement);
    }

    /// <summary>Whether the innermost function is async and no lock stands between.</summary>
    private static bool MayAwait(SyntaxNode call)
    {
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static InvocationExpressionSyntax Waiting(
        InvocationExpressionSyntax call, MemberAccessExpressionSyntax member, string method, SemanticModel model)
    {
        var waiting = call.WithExpression(member.WithName(IdentifierName(method).WithTriviaFrom(member.Name)));
        if (CancellationTokenInScope(call, model) is not { } token) return waiting;
        var separator = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        return waiting.WithArgumentList(call.ArgumentList.WithArguments(
            SeparatedList<ArgumentSyntax>(NodeOrTokenList([.. call.ArgumentList.Arguments.GetWithSeparators(), separator, Argument(IdentifierName(token))]))));
    }

    private static string? CancellationTokenInScope(SyntaxNode call, SemanticModel model)
    {
        var parameters = model.GetEnclosingSymbol(call.SpanStart) is IMethodSymbol method ? method.Parameters : [];
        return parameters.FirstOrDefault(parameter => parameter.Type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" })?.Name;
    }

    private static ExpressionStatementSyntax Await(ExpressionStatementSyntax statement, ExpressionSyntax task)
    {
        var awaited = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), task.WithoutLeadingTrivia());
        return statement.WithExpression(awaited.WithLeadingTrivia(statement.GetLeadingTrivia()));
    }

    private static StatementSyntax ThrowWhenRefused(ExpressionStatementSyntax statement, SemanticModel model)
    {
        var write = statement.Expression.WithoutTrivia();
        var condition = write is ConditionalAccessExpressionSyntax ? $"{write} == false" : $"!{write}";
        var exception = model.LookupNamespacesAndTypes(statement.SpanStart, name: "InvalidOperationException").IsEmpty
            ? "System.InvalidOperationException"
            : "InvalidOperationException";
        var check = ParseStatement($"if ({condition}) throw new {exception}(\"The queue is full or closed.\");");
        // An 'if' put where a single statement stood could catch the 'else' of another one.
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)) check = Block(check).WithAdditionalAnnotations(Formatter.Annotation);
        return check.WithTriviaFrom(statement);
    }
}
