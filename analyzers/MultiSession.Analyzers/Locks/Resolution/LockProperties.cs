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

    private static bool AnswersNull(IPropertySymbol property)
    {
        var declaration = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as PropertyDeclarationSyntax;
        var getter = declaration?.AccessorList?.Accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        var answer = declaration?.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax only] ? only.Expression : null);
        return answer?.IsKind(SyntaxKind.NullLiteralExpression) == true;
    }
}
