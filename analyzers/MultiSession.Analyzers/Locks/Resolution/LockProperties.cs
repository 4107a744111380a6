using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>What stands behind a property that others implement, and by which a lock is asked for.</summary>
internal static class LockProperties
{
    /// <summary>The one property of the program that an interface's or an abstract property stands for; one that answers null has no lock.</summary>
    public static IPropertySymbol? OnlyImplementation(ISymbol symbol, TypeIndex types)
    {
        if (symbol is not IPropertySymbol { GetMethod: { } getter, ContainingType: var type } property) return null;
        var getters = type.TypeKind == TypeKind.Interface ? types.ImplementersOf(type).Select(implementer => TypeIndex.Implementation(implementer, getter))
            : property.IsAbstract && types.KnowsAllBelow(type) ? types.OverridersOf(getter)
            : [];
        var implementations = getters.Select(static implementation => implementation?.AssociatedSymbol).OfType<IPropertySymbol>()
            .Where(static implementation => !implementation.IsAbstract && !AnswersNull(implementation))
            .Distinct<IPropertySymbol>(SymbolEqualityComparer.Default).Take(2).ToList();
        return implementations.Count == 1 ? implementations[0] : null;
    }

    private static bool AnswersNull(IPropertySymbol property) => property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        PropertyDeclarationSyntax { ExpressionBody.Expression: var answer } => answer.IsKind(SyntaxKind.NullLiteralExpression),
        PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } => accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) is
            { ExpressionBody.Expression.RawKind: (int)SyntaxKind.NullLiteralExpression }
            or { Body.Statements: [ReturnStatementSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression }] },
        _ => false,
    };
}
