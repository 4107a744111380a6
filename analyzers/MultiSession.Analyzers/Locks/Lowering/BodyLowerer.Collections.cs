using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What is put into the library's collections, and what is taken from them.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary><c>queue.Enqueue(item)</c> puts what the item is into what the queue holds; <c>queue.TryDequeue(out item)</c> takes it from there.</summary>
    private void NoteStored(IInvocationOperation invocation, IMethodSymbol method)
    {
        if (FrameworkCalls.IsAtomic(method) && invocation.Arguments is [{ Parameter.RefKind: RefKind.Ref, Value: var variable }, { Value: var put }, ..])
        {
            NoteFlow(variable, put);
            AddFlagSignal(variable, put, invocation.Syntax);
        }

        if (method.Name is "CopyTo" or "Copy" && invocation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "destinationArray" or "array" or "destination") is { Value: var copy } && LockExpressions.Unwrap(copy)?.Type is IArrayTypeSymbol)
            NoteItems(ItemSource(invocation.Instance ?? invocation.Arguments[0].Value), [_expressions.ReadStorage(copy)]);
        var isStored = method.Name is "Add" or "Enqueue" or "Push" or "TryAdd" or "Insert" or "AddLast" or "AddFirst" or "AddRange" or "AddOrUpdate" or "GetOrAdd" or "AddHandler";
        if (invocation.Instance is null || !(isStored || invocation.Arguments.Any(static argument => argument.Parameter?.RefKind == RefKind.Out)) || ItemSource(invocation.Instance) is not { } storage) return;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out) NoteLookUp(storage, invocation.Instance, argument.Value is IDeclarationExpressionOperation declared ? declared.Expression : argument.Value);
            if (!isStored) continue;
            foreach (var value in ValuesOf(argument)) NoteFlow(storage, value, isElement: true);
        }
    }

    private void NoteLookUp(ISymbol storage, IOperation collection, IOperation found)
    {
        NoteItems(storage, [_expressions.ReadStorage(found)]);
        if (found is ILocalReferenceOperation { Local: var local }) _aliases.LookUp(local, collection);
    }

    /// <summary>What an argument puts into a collection: itself, or what it makes when it is needed.</summary>
    private static IEnumerable<IOperation> ValuesOf(IArgumentOperation argument) =>
        argument.Parameter?.OriginalDefinition.Type is not ITypeParameterSymbol && LockExpressions.Unwrap(argument.Value) is IAnonymousFunctionOperation factory
            ? ReturnedBy(factory)
            : [argument.Value];

    private static IEnumerable<IOperation> ReturnedBy(IAnonymousFunctionOperation lambda) =>
        lambda.Body.Descendants().OfType<IReturnOperation>().Select(static returned => returned.ReturnedValue).OfType<IOperation>();

    /// <summary>Each of the variables is given items of a collection.</summary>
    private void NoteItems(ISymbol? collection, ImmutableArray<ISymbol?> variables)
    {
        if (collection is null) return;
        foreach (var variable in variables)
        {
            if (variable is null || variable.ValueType() is not { } type) continue;
            if (CarriesDelegates(type) || CarriesWork(type)) _facts.DelegateFlows.Add(new(variable, new DelegateValue(DelegateValueKind.Variable, collection, Owner.Unknown)));
            if (MayHoldSource(type)) _facts.ObjectFlows.Add((variable, null, collection));
            if (FrameworkCalls.CarriesCompletions(type)) _facts.CompletionFlows.Add((variable, false, collection));
        }
    }

    private IEnumerable<DelegateValue> ReadItems(IEnumerable<IOperation> items) => items.Where(static item => CarriesDelegates(TypeBefore(item))).SelectMany(ReadDelegates);

    /// <summary>What a new collection or pair is given: arguments and initializers.</summary>
    private static IEnumerable<IOperation> ItemsOf(IObjectCreationOperation creation) =>
        creation.Arguments.Select(static argument => argument.Value).Concat((creation.Initializer?.Initializers ?? []).SelectMany(static item => item switch
        {
            IInvocationOperation add => add.Arguments.Select(static argument => argument.Value),
            IAssignmentOperation set => [set.Value],
            _ => Enumerable.Empty<IOperation>(),
        }));

    /// <summary>The variable behind an expression, or the collection that the expression takes an item from.</summary>
    private ISymbol? ItemSource(IOperation? operation, int depth = 0)
    {
        operation = LockExpressions.Unwrap(operation);
        if (depth > 8) return null;
        return operation?.Kind switch
        {
            // What is found in a collection, or put there because nothing was found, holds part of what the collection holds.
            OperationKind.LocalReference when operation is ILocalReferenceOperation { Local: var local } && _aliases.CollectionOf(local) is { } collection => ItemSource(collection, depth + 1) ?? local,
            OperationKind.LocalReference when operation is ILocalReferenceOperation { Local: var local } && _aliases.TryGet(local, out var value) => ItemSource(value, depth + 1) ?? local,
            OperationKind.Invocation when operation is IInvocationOperation { TargetMethod: { IsInSource: true } method } && HoldsDelegates(method.ReturnType) => method.OriginalDefinition,
            // A library's method gives what its object holds, or what it is called for: list.ToArray(), handlers.First(), Volatile.Read(ref handler).
            OperationKind.Invocation when operation is IInvocationOperation { TargetMethod.IsInSource: false } call => ItemSource(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, depth + 1),
            OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property: { IsInSource: false } property, Instance: { } holder }
                && (property.IsIndexer || property.SetMethod is null || property.OriginalDefinition.Type is ITypeParameterSymbol) =>
                ItemSource(holder, depth + 1),
            OperationKind.FieldReference when operation is IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple } => ItemSource(tuple, depth + 1),
            _ => _expressions.ReadStorage(operation),
        };
    }

    /// <summary>Whether a type is a collection of delegates.</summary>
    private static bool HoldsDelegates(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => IsDelegate(element),
        INamedTypeSymbol { IsInSource: false, IsGenericType: true, TypeKind: not TypeKind.Delegate } named => !FrameworkCalls.IsTask(named) && named.TypeArguments.Any(static argument => IsDelegate(argument) || HoldsDelegates(argument)),
        _ => false,
    };

    /// <summary>Whether a variable of a type can lead to a delegate that is put into it.</summary>
    private static bool CarriesDelegates(ITypeSymbol? type) => type switch
    {
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr } => false,
        IArrayTypeSymbol array => CarriesDelegates(array.ElementType),
        ITypeParameterSymbol => true,
        INamedTypeSymbol { SpecialType: SpecialType.System_Object or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => true,
        INamedTypeSymbol { Arity: 0, TypeKind: not TypeKind.Delegate } => false,
        INamedTypeSymbol { IsTupleType: true } or INamedTypeSymbol { IsInSource: false, TypeKind: not TypeKind.Delegate } =>
            ((INamedTypeSymbol)type).TypeArguments.Any(CarriesDelegates),
        _ => IsDelegate(type),
    };

    /// <summary>Whether a variable of a type stands for work, or holds what does.</summary>
    private static bool CarriesWork(ITypeSymbol? type) => type switch
    {
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr } => false,
        IArrayTypeSymbol array => CarriesWork(array.ElementType),
        INamedTypeSymbol named => (FrameworkCalls.StandsForWork(named) || named.TypeArguments.Any(CarriesWork)) && named is { IsInSource: false, TypeKind: not TypeKind.Delegate },
        _ => false,
    };

    /// <summary>The type of an expression before it is converted to what it is stored in.</summary>
    private static ITypeSymbol? TypeBefore(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null, Operand: { Type: not null } operand }) value = operand;
        return value.Type;
    }
}
