using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Members that never change once their object is made: who has asked for one knows the answer to who asks again.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Longer ways are hardly asked for twice.</summary>
    private const int MaxSteadySteps = 3;

    /// <summary>What a truth value that never changes needs of a parameter: <c>order.Kind.IsUrgent</c>.</summary>
    private SteadyCondition? SteadyOf(IOperation asked, bool outcome) => SteadyPathOf(asked, 0) is { } way ? new SteadyCondition(way.Root, way.Path, outcome) : null;

    /// <summary>The parameter that an expression starts at, and the members from there on, if none of them ever changes.</summary>
    private SteadyPath? SteadyPathOf(IOperation? operation, int steps)
    {
        operation = _aliases.ValueOf(LockExpressions.Unwrap(operation));
        if (steps == MaxSteadySteps || operation is not IMemberReferenceOperation { Instance: { } instance, Member: var member } || !IsSteady(member)) return null;
        var path = new MemberPath(member.OriginalDefinition, Before: null);
        if (ParameterOf(instance) is { } parameter) return new SteadyPath(parameter, path);
        return SteadyPathOf(instance, steps + 1) is { } before ? new SteadyPath(before.Root, path.After(before.Path)) : null;
    }

    private static bool IsSteady(ISymbol member) => !member.IsStatic && member switch
    {
        IFieldSymbol field => field.IsReadOnly,
        IPropertySymbol { IsIndexer: false, SetMethod: null or { IsInitOnly: true }, IsAbstract: false, DeclaringSyntaxReferences: [var syntax, ..] } property =>
            syntax.GetSyntax() is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } ? IsAutomatic(accessors) : !property.IsVirtual && !property.IsOverride && AsksForType(syntax.GetSyntax()),
        _ => false,
    };

    private static bool IsAutomatic(SyntaxList<AccessorDeclarationSyntax> accessors)
    {
        foreach (var accessor in accessors)
        {
            if (accessor.Body is not null || accessor.ExpressionBody is not null) return false;
        }

        return true;
    }

    /// <summary>Whether a property answers what the object is: <c>IsFolder => this is Folder</c>.</summary>
    private static bool AsksForType(SyntaxNode property) => property is PropertyDeclarationSyntax
    {
        ExpressionBody.Expression: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression, Left: ThisExpressionSyntax } or IsPatternExpressionSyntax { Expression: ThisExpressionSyntax },
    };
}
