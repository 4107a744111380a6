using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Members that tell which state an object is in: who has asked for one, or has set it, knows what is answered to who asks again.</summary>
internal sealed partial class BodyLowerer
{
    private List<(ISymbol Member, int At)>? _changes;

    /// <summary>A member of the own object, or a shared one, that is asked for, also by way of a local that was given it.</summary>
    private StateCondition? StateOf(IOperation? asked, bool isSet)
    {
        var read = LockExpressions.Unwrap(asked);
        // In a lambda, what a local was given around it may be long ago.
        if (read is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, _body)) read = _aliases.ValueOf(read);
        return OwnStateOf(read) is { } member ? new StateCondition(member, isSet) { At = read!.Syntax.SpanStart } : null;
    }

    private static ISymbol? OwnStateOf(IOperation? operation) =>
        LockExpressions.Unwrap(operation) is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: var member } && TellsState(member)
            ? member.OriginalDefinition
            : null;

    private static bool TellsState(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false, IsReadOnly: false, Type: var type } => IsState(type),
        IPropertySymbol { IsIndexer: false, IsVirtual: false, IsAbstract: false, IsOverride: false, SetMethod: not null, Type: var type, DeclaringSyntaxReferences: [var syntax, ..] } =>
            IsState(type) && syntax.GetSyntax() is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } && IsAutomatic(accessors),
        _ => false,
    };

    private static bool IsState(ITypeSymbol type) => type.IsReferenceType || type.SpecialType == SpecialType.System_Boolean;

    /// <summary>What an assignment makes of a member, as far as it is written down.</summary>
    private static StateCondition? MadeBy(IOperation statement)
    {
        if (statement is not IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: var target, Value: var value } assignment } || OwnStateOf(target) is not { } member) return null;
        return IsSetBy(LockExpressions.Unwrap(value)) is { } isSet ? new StateCondition(member, isSet) { At = assignment.Syntax.Span.End, IsMade = true } : null;
    }

    private static bool? IsSetBy(IOperation? value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => constant is not (null or false),
        IInstanceReferenceOperation or IAnonymousFunctionOperation => true,
        _ => LockExpressions.IsCreation(value) ? true : null,
    };

    /// <summary>Notes that a member may be in another state from here on.</summary>
    private void NoteChange(IOperation? target, SyntaxNode syntax)
    {
        if (LockExpressions.Unwrap(target) is not IMemberReferenceOperation { Member: var member } || !TellsState(member) || (TraitsOf(_body) & BodyTraits.IsConstruction) != 0) return;
        (_changes ??= []).Add((member.OriginalDefinition, syntax.Span.End));
        _facts.StateChanges.Add((_body, member.OriginalDefinition));
    }
}
