using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What arguments carry into the called method.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What flows into the parameters of a source method.</summary>
    private void NoteArguments(ImmutableArray<IArgumentOperation> arguments, INamedTypeSymbol? user = null)
    {
        foreach (var argument in arguments)
        {
            // Who else knows an object is asked of new ones only.
            if (LocalAliases.VariableOf(argument.Value) is { } variable && _expressions.MayBeNew(variable) && !_facts.Lookups.Factories.OnlyUse(argument.Parameter)) _aliases.Escape(variable);
            NoteByReference(argument);
            if (argument.Parameter is { } parameter && argument.ArgumentKind != ArgumentKind.DefaultValue) NoteFlow(InBody(parameter), argument.Value, user: user);
        }
    }

    /// <summary>The parameter that the body sees: a partial method has two of each.</summary>
    private static ISymbol InBody(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.OriginalDefinition is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation.Parameters[parameter.Ordinal] : parameter.OriginalDefinition;

    /// <summary>What is known of the arguments, and the owners, locks and delegates that they are, by parameter ordinal; default where none is one.</summary>
    private (ImmutableArray<Argument?> Known, ImmutableArray<Owner> Owners, ImmutableArray<LockRef?> Locks, ImmutableArray<ImmutableArray<DelegateValue>> Delegates) ReadArguments(
        IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        Argument?[]? known = null;
        Owner[]? owners = null;
        LockRef?[]? locks = null;
        ImmutableArray<DelegateValue>[]? delegates = null;
        var isConstructor = method.MethodKind == MethodKind.Constructor;
        var count = method.Parameters.Length;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { Type: var type, Ordinal: var ordinal } parameter || ordinal >= count) continue;
            NoteKnown(ref known, count, parameter, argument.Value);
            if (CarriesNothing(type)) continue;
            if (type.IsReferenceType && _expressions.ReadOwner(argument.Value) is { Kind: not OwnerKind.Unknown } owner) (owners ??= new Owner[count])[ordinal] = owner;
            if (CanBeLock(type, isConstructor) && _expressions.Read(argument.Value, LockFlavor.Monitor) is { } @lock) (locks ??= new LockRef?[count])[ordinal] = @lock;
            if (CarriesDelegates(type)) (delegates ??= new ImmutableArray<DelegateValue>[count])[ordinal] = [.. ReadDelegates(argument.Value)];
            else if (FrameworkCalls.IsSignal(type) && _expressions.ReadStorage(argument.Value) is { } handle) (delegates ??= new ImmutableArray<DelegateValue>[count])[ordinal] = [new(DelegateValueKind.Variable, handle, Owner.Unknown)];
            else if (CarriesWork(type)) (delegates ??= new ImmutableArray<DelegateValue>[count])[ordinal] = [.. ReadWork(argument.Value)];
        }

        return (ImmutableCollectionsMarshal.AsImmutableArray(known), ImmutableCollectionsMarshal.AsImmutableArray(owners),
            ImmutableCollectionsMarshal.AsImmutableArray(locks), ImmutableCollectionsMarshal.AsImmutableArray(delegates));
    }

    private static bool CanBeLock(ITypeSymbol type, bool isConstructor) =>
        LockPrimitives.CanCarryLock(type) || isConstructor && type is { IsReferenceType: true, SpecialType: not SpecialType.System_String, TypeKind: not TypeKind.Delegate };
}
