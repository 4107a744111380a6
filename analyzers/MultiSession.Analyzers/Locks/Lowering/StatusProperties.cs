using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Properties that say whether a task of their object is done: <c>bool HasValue => _value.Task.IsCompleted</c>.</summary>
internal static class StatusProperties
{
    public static bool IsStatus(string property) => property is "IsCompleted" or "IsCompletedSuccessfully" or "Status";

    /// <summary>Whether <paramref name="property"/> looks whether the task of <paramref name="member"/>, a member of the same type, is done.</summary>
    public static bool Ask(IPropertySymbol property, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(property.ContainingType.OriginalDefinition, member.ContainingType?.OriginalDefinition) &&
        property.DeclaringSyntaxReferences is [var declaration] &&
        declaration.GetSyntax().DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => IsStatus(access.Name.Identifier.Text) && Names(access.Expression, member.Name));

    private static bool Names(ExpressionSyntax task, string member) => task switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Task" } source => Names(source.Expression, member),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own => own.Name.Identifier.Text == member,
        IdentifierNameSyntax name => name.Identifier.Text == member,
        _ => false,
    };
}
