using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Rules;

namespace MultiSession.CodeFixes;

/// <summary>Where an <c>await</c> may stand: in an async function, with nothing around that has to stay on its thread or stack.</summary>
internal static class AwaitPlaces
{
    public static bool Allow(SyntaxNode place, SemanticModel model)
    {
        if (model.LookupSymbols(place.SpanStart).OfType<ILocalSymbol>().Any(local => local.IsRef || local.Type.IsRefLikeType)) return false;
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax:
                case UsingStatementSyntax { Expression: { } resource } when IsRefLike(model.GetTypeInfo(resource).Type):
                case CommonForEachStatementSyntax loop when IsRefLike(model.GetForEachStatementInfo(loop).GetEnumeratorMethod?.ReturnType):
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.Modifiers.Any(SyntaxKind.AsyncKeyword) && !LocksByHand(lambda, model);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword) && !LocksByHand(function, model);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword) && !LocksByHand(method, model);
                case GlobalStatementSyntax { Parent: { } program }:
                    return !LocksByHand(program, model);
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsRefLike(ITypeSymbol? type) => type is { IsRefLikeType: true };

    /// <summary>Whether the function takes a lock that only its own thread may free.</summary>
    private static bool LocksByHand(SyntaxNode function, SemanticModel model) => function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
        model.GetOperation(call) is IInvocationOperation invocation && LockCalls.Recognise(invocation) is { Key.Mode: not ("SemaphoreSlim" or "Semaphore") });
}
