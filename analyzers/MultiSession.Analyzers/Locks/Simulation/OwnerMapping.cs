using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>Tells a callee's owner in the terms of its caller.</summary>
internal static class OwnerMapping
{
    public static Owner ToCaller(Owner owner, CallSite site, Owner receiver) => owner.Kind switch
    {
        OwnerKind.Static => owner,
        OwnerKind.This => receiver.Kind == OwnerKind.Keeper ? Owner.Unknown : receiver,
        OwnerKind.Member when receiver.Kind == OwnerKind.Keeper => owner.Symbol is { } member && SymbolEqualityComparer.Default.Equals(member, receiver.Symbol) ? Owner.This : Owner.Unknown,
        OwnerKind.Member => receiver.Kind == OwnerKind.This ? owner : Through(receiver),
        OwnerKind.Element or OwnerKind.Below when receiver.Kind == OwnerKind.This => owner,
        OwnerKind.Parameter => Argument(owner, site),
        OwnerKind.Reached => Through(Argument(owner, site)),
        _ => Owner.Unknown,
    };

    /// <summary>Something that is reached through another object than <c>this</c>.</summary>
    private static Owner Through(Owner root) => root.Kind is OwnerKind.Local or OwnerKind.Parameter or OwnerKind.Reached ? new Owner(OwnerKind.Reached, root.Symbol) : Owner.Unknown;

    private static Owner Argument(Owner owner, CallSite site) =>
        owner.Symbol is IParameterSymbol parameter && !site.ArgumentOwners.IsDefault && parameter.Ordinal < site.ArgumentOwners.Length
            ? site.ArgumentOwners[parameter.Ordinal]
            : Owner.Unknown;
}
