using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which delegates an expression may be.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Whether a type is a delegate, or by its name must be one.</summary>
    private static bool IsDelegate(ITypeSymbol? type) =>
        type?.TypeKind == TypeKind.Delegate
        || type is { TypeKind: TypeKind.Error }
            && (type.Name.EndsWith("Handler", System.StringComparison.Ordinal) || type.Name.EndsWith("Callback", System.StringComparison.Ordinal)
                || type.Name.EndsWith("Delegate", System.StringComparison.Ordinal));

    /// <summary>The delegates that an expression may evaluate to.</summary>
    private IEnumerable<DelegateValue> ReadDelegates(IOperation? operation)
    {
        operation = LockExpressions.Unwrap(operation);
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                return [new(DelegateValueKind.Target, lambda.Symbol, Owner.This)];
            case IMethodReferenceOperation { Method: var method } reference:
                return [new(DelegateValueKind.Target, method.OriginalDefinition, _expressions.OwnerOf(reference.Instance, method))];
            case IConditionalOperation conditional:
                return ReadDelegates(conditional.WhenTrue).Concat(ReadDelegates(conditional.WhenFalse));
            case ISwitchExpressionOperation choice:
                return choice.Arms.SelectMany(arm => ReadDelegates(arm.Value));
            case ICoalesceOperation coalesce:
                return ReadDelegates(coalesce.Value).Concat(ReadDelegates(coalesce.WhenNull));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } combine:
                return ReadDelegates(combine.LeftOperand).Concat(ReadDelegates(combine.RightOperand));
            case IInvocationOperation { TargetMethod: { Name: "Combine" or "Remove", ContainingType.Name: "Delegate" } } combine:
                return combine.Arguments.SelectMany(argument => ReadDelegates(argument.Value));
            case IInvocationOperation { TargetMethod: { IsInSource: true } method }:
                return [new(DelegateValueKind.Result, method.OriginalDefinition, Owner.Unknown)];
            case ISimpleAssignmentOperation assignment:
                return ReadDelegates(assignment.Value);
            case ILocalReferenceOperation { Local: var local }:
                return [new(DelegateValueKind.Variable, local, Owner.Unknown) { IsOwn = true }];
            case ITupleOperation tuple:
                return ReadItems(tuple.Elements);
            case IArrayCreationOperation { Initializer: not null } or ICollectionExpressionOperation:
                return ReadItems(ElementsOf(operation));
            case IObjectCreationOperation { Type.IsInSource: false } creation:
                return ReadItems(ItemsOf(creation));
            default:
                if (UnresolvedMethodGroup(operation) is { } group) return [new(DelegateValueKind.Target, group.OriginalDefinition, Owner.Unknown)];
                return ItemSource(operation) is { } storage ? [new(DelegateValueKind.Variable, storage, Owner.Unknown) { IsOwn = IsOwnMember(operation) }] : [];
        }
    }

    /// <summary>A variable is given a delegate, or something that holds delegates.</summary>
    private void NoteDelegates(ISymbol target, IOperation value, Owner owner = default)
    {
        _traits |= BodyTraits.FillsMembers;
        var isOwn = owner.Kind == OwnerKind.This || target is ILocalSymbol;
        var through = owner.Kind == OwnerKind.Member ? owner.Symbol : null;
        foreach (var source in ReadDelegates(value))
        {
            var stored = source.KeptBy(isOwn) with { Through = source.Kind == DelegateValueKind.Target ? through : null };
            _facts.DelegateFlows.Add(new(target, stored, _body, owner));
        }
    }

    private static bool IsOwnMember(IOperation? operation) =>
        operation is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } };

    /// <summary>Hardly an argument is a delegate, or a list of them: the others are sorted out first.</summary>
    private static bool MayHoldDelegates(IOperation value) =>
        IsDelegate(value.Type) || LockExpressions.Unwrap(value) is { Kind: OperationKind.AnonymousFunction or OperationKind.ArrayCreation or OperationKind.CollectionExpression };
}
