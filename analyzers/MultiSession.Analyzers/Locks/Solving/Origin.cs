using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>An object as it is known by where it comes from: what a body has just created, what is created for a member, or any object of a type.</summary>
/// <param name="Creator">The body that has created it and still keeps it to itself.</param>
/// <param name="Creation">The call that creates it, where that is what leads on.</param>
/// <param name="Member">The member that only stores objects that are created for it.</param>
/// <param name="Holder">The class whose objects use that member.</param>
/// <param name="Type">The type that it has, as far as that is known.</param>
internal readonly record struct Origin(Body? Creator, CallSite? Creation, ISymbol? Member, INamedTypeSymbol? Holder, INamedTypeSymbol? Type)
{
    /// <summary>An object in the terms of a caller that runs something on it, or hands it in.</summary>
    public static Origin Of(Owner owner, Caller caller, bool isReceiver, LockProgram program)
    {
        var site = caller.Call.Site;
        var type = !isReceiver ? null : site.IsCreation ? site.Target!.ContainingType : TypeOf(caller, program);
        return owner.Kind switch
        {
            OwnerKind.Member when program.Own.IsOwn(owner.Symbol) => new Origin(null, null, owner.Symbol, caller.Body.ContainingType, program.Own.ExactTypeIn(owner.Symbol) ?? type),
            OwnerKind.Fresh => new Origin(caller.Body, isReceiver && site.IsCreation ? site : null, null, null, type),
            _ => new Origin(null, null, null, null, type),
        };
    }

    /// <summary>The class of the receiver: it has the method that runs, and is what the variable holds.</summary>
    private static INamedTypeSymbol? TypeOf(Caller caller, LockProgram program)
    {
        var (run, type) = (caller.Target.Body.ContainingType, program.Calls.ReceiverTypes.Of(caller.Call.Site, caller.Target.Body)?.OriginalDefinition);
        return type is { TypeKind: TypeKind.Class } && (run is null || TypeRelations.DerivesFrom(type, run)) ? type : run;
    }

    /// <summary>Whether all objects that have the member are meant.</summary>
    public bool SaysNothingOf(ISymbol member) =>
        Creator is null && Member is null && (Type is null || SymbolEqualityComparer.Default.Equals(Type, member.ContainingType.OriginalDefinition));

    /// <summary>Whether what a class stores in the member may be the object: an object of one class is none of another.</summary>
    public bool MayBeStoredBy(INamedTypeSymbol? type) =>
        Holder is null || type is null || Member is { IsStatic: true } || TypeRelations.DerivesFrom(Holder, type.OriginalDefinition) || TypeRelations.DerivesFrom(type, Holder.OriginalDefinition);

    /// <summary>Whether the object may have the members of a type.</summary>
    public bool MayBe(INamedTypeSymbol? type) =>
        Type is null || type is not { TypeKind: TypeKind.Class } || TypeRelations.DerivesFrom(Type, type) || TypeRelations.DerivesFrom(type, Type);
}
