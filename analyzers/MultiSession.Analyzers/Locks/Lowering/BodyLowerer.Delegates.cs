using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which delegates an expression, a variable or a collection holds.</summary>
internal sealed partial class BodyLowerer
{
    private const int MaxStoreDepth = 8;

    /// <summary>Whether a type is a delegate, or by its name must be one.</summary>
    private static bool IsDelegate(ITypeSymbol? type) =>
        type?.TypeKind == TypeKind.Delegate
        || type is { TypeKind: TypeKind.Error } && (type.Name.EndsWith("Handler", System.StringComparison.Ordinal) || type.Name.EndsWith("Callback", System.StringComparison.Ordinal) || type.Name.EndsWith("Delegate", System.StringComparison.Ordinal));

    private void NoteDelegates(ISymbol target, IOperation value)
    {
        foreach (var source in ReadDelegates(value)) _facts.DelegateFlows.Add((target, source));
    }

    /// <summary>What a loop takes out of a collection, or a call like <c>TryGetValue</c> hands out, is what was put into it.</summary>
    private void NoteTaken(ISymbol local, ITypeSymbol type, IOperation? collection)
    {
        if (HoldsDelegate(type) && StoreOf(collection) is { } store) _facts.DelegateFlows.Add((local, new DelegateValue(DelegateValueKind.Variable, store, Owner.Unknown)));
    }

    private static bool HoldsDelegate(ITypeSymbol type) =>
        IsDelegate(type) || type is INamedTypeSymbol { Name: "Delegate" or "KeyValuePair", DeclaringSyntaxReferences.IsEmpty: true } named && (named.TypeArguments.IsEmpty || named.TypeArguments.Any(IsDelegate));

    /// <summary>The variable behind what members and extension methods of the framework hand out of it: <c>handlers.Values.ToArray()</c>.</summary>
    private ISymbol? StoreOf(IOperation? operation)
    {
        for (var depth = 0; depth < MaxStoreDepth; depth++)
        {
            operation = LockExpressions.Unwrap(operation);
            switch (operation)
            {
                case ILocalReferenceOperation { Local: var local } when _aliases.TryGet(local, out var value): operation = value; break;
                case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } call: operation = call.Instance ?? call.Arguments.FirstOrDefault()?.Value; break;
                case IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: true, Instance: { } instance }: operation = instance; break;
                default: return _expressions.ReadStorage(operation);
            }
        }

        return null;
    }

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
            case ICoalesceOperation coalesce:
                return ReadDelegates(coalesce.Value).Concat(ReadDelegates(coalesce.WhenNull));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } combine:
                return ReadDelegates(combine.LeftOperand).Concat(ReadDelegates(combine.RightOperand));
            case IInvocationOperation { TargetMethod: { Name: "Combine" or "Remove", ContainingType.Name: "Delegate" } } combine:
                return combine.Arguments.SelectMany(argument => ReadDelegates(argument.Value));
            case IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method }:
                return [new(DelegateValueKind.Result, method.OriginalDefinition, Owner.Unknown)];
            case ISimpleAssignmentOperation assignment:
                return ReadDelegates(assignment.Value);
            case ILocalReferenceOperation { Local: var local }:
                return [new(DelegateValueKind.Variable, local, Owner.Unknown)];
            case IInvocationOperation or IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: true }:
                return StoreOf(operation) is { } store ? [new(DelegateValueKind.Variable, store, Owner.Unknown)] : [];
            default:
                if (UnresolvedMethodGroup(operation) is { } group) return [new(DelegateValueKind.Target, group.OriginalDefinition, Owner.Unknown)];
                return _expressions.ReadStorage(operation) is { } storage ? [new(DelegateValueKind.Variable, storage, Owner.Unknown)] : [];
        }
    }
}
