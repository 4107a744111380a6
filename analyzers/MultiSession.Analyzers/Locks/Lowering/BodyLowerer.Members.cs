using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which members of an object must have been given a value: a new object has no subscribers and no neighbours yet.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The member of the body's own object through which an expression goes.</summary>
    private ISymbol? OwnMemberOf(IOperation? operation, int depth = 0)
    {
        operation = LockExpressions.Unwrap(operation);
        switch (operation)
        {
            case IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: var member }:
                return (IsStorage(member) ? member : ShownField(member))?.OriginalDefinition;
            case IMemberReferenceOperation { Instance: { } instance } when depth < LockExpressions.MaxAliasDepth:
                return OwnMemberOf(instance, depth + 1);
            case ILocalReferenceOperation { Local: var local } when depth < LockExpressions.MaxAliasDepth && _aliases.TryGet(local, out var value):
                return OwnMemberOf(value, depth + 1);
            default:
                return null;
        }
    }

    private void NoteFill(IOperation? target)
    {
        if (LockExpressions.Unwrap(target) is not IMemberReferenceOperation { Member: var member, Instance: var instance } || !IsStorage(member) && !member.IsStatic && member.ContainingType.TypeKind != TypeKind.Interface) return;
        _traits |= BodyTraits.FillsMembers;
        _facts.MemberFills.Add((_body, member.OriginalDefinition, _expressions.ReadOwner(instance)));
    }

    /// <summary>The field that a property does nothing but show.</summary>
    private static IFieldSymbol? ShownField(ISymbol member) =>
        member is IPropertySymbol { IsStatic: false, IsIndexer: false, IsVirtual: false, IsOverride: false, Type.IsReferenceType: true, DeclaringSyntaxReferences: [var syntax, ..] } property
        && syntax.GetSyntax() is PropertyDeclarationSyntax declaration && ShownBy(declaration) is { } name
            ? property.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(static field => IsStorage(field))
            : null;

    /// <summary>The name that the getter returns as it is.</summary>
    public static string? ShownBy(PropertyDeclarationSyntax property)
    {
        var getter = property.AccessorList?.Accessors.FirstOrDefault(static accessor => accessor.Keyword.ValueText == "get");
        var shown = property.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax { Expression: var returned }] ? returned : null);
        return shown switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => name.Identifier.ValueText,
            _ => null,
        };
    }

    /// <summary>An instance member that is empty until someone fills it: not a computed property.</summary>
    private static bool IsStorage(ISymbol member) => !member.IsStatic && member switch
    {
        IFieldSymbol field => field.Type.IsReferenceType,
        IEventSymbol => true,
        IPropertySymbol { IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false } property => property.Type.IsReferenceType && !property.ContainingType.IsRecord
            && property.DeclaringSyntaxReferences is [var syntax, ..] && syntax.GetSyntax() is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
            && accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null),
        _ => false,
    };
}
