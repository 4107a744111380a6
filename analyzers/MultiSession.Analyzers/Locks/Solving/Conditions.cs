using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Tells what a story needs in the terms of its caller, and refuses callers that give something else.</summary>
internal sealed partial class Conditions(LockProgram program)
{
    /// <summary>What a story needs beyond this is not looked at.</summary>
    private const int MaxConditions = 8;

    private readonly FilledMembers _filled = new(program);
    private readonly Answers _answers = new(program);
    private readonly States _states = new(program);
    private readonly MadeKinds _kinds = new(program);
    private readonly HashSet<ISymbol> _changed = new(
        program.Facts.KindChanges.Where(change => program.Calls.BodyOf(change.Body) is not { } body || program.CallersOf(body).Count > 0).Select(static change => change.Member),
        SymbolEqualityComparer.Default);

    /// <summary>What the caller must be given for <paramref name="after"/> to hold in the callee; <see langword="null"/> when it never does.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="after">What must hold.</param>
    /// <param name="doubt">How much of a guess it is that it does.</param>
    public ImmutableArray<Condition>? Before(Caller caller, ImmutableArray<Condition> after, out int doubt)
    {
        doubt = 0;
        var (own, dispatched, needed, taken) = (caller.Call.Conditions, Dispatched(caller), caller.Call.Site.NeededMember, TakenBy(caller));
        if (after.IsEmpty && dispatched is null && needed is null && taken.IsEmpty) return own;
        var before = new List<Condition>(MaxConditions);
        foreach (var condition in after)
        {
            if (!TryMap(condition, caller, out var mapped)) return null;
            Add(before, mapped);
            if (mapped is null && condition is MemberCondition { Doubt: > 0 } member && !ShowsObject(member, caller)) doubt += member.Doubt;
        }

        foreach (var condition in own) Add(before, condition);
        Add(before, dispatched);
        foreach (var type in taken) Add(before, type);
        Add(before, needed is null ? null : new MemberCondition(needed, HandlerIn(needed, caller)) { Doubt = caller.Target.DoubtOfObject });
        ImmutableArray<Condition> all = [.. before];
        return AreConsistent(all, caller.Body) ? all : null;
    }

    /// <summary>What a delegate is given must be what its target takes: a bus keeps handlers for many kinds of events.</summary>
    private static ImmutableArray<TypeCondition> TakenBy(Caller caller)
    {
        if (caller.Call.Site is not { Delegate: not null, Arguments: { IsDefault: false } given } || caller.Target.Body.Symbol is not IMethodSymbol { Parameters: var parameters } || parameters.Length != given.Length) return [];
        ImmutableArray<TypeCondition> taken = [];
        foreach (var parameter in parameters)
        {
            if (given[parameter.Ordinal]?.Parameter is { } own && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsInSource: true } type && !SymbolEqualityComparer.Default.Equals(own.Type, type))
                taken = taken.Add(new TypeCondition(own, type.OriginalDefinition));
        }

        return taken;
    }

    /// <summary>What runs of the delegates that a member holds.</summary>
    private static ISymbol? HandlerIn(ISymbol member, Caller caller) =>
        caller.Call.Site.Delegate is not null && member.ValueType() is { TypeKind: TypeKind.Delegate } ? caller.Target.Value?.Symbol : null;

    /// <summary>One need more, unless there are too many already.</summary>
    public static ImmutableArray<Condition> With(ImmutableArray<Condition> conditions, Condition condition) =>
        conditions.Length == MaxConditions || conditions.Contains(condition) ? conditions : conditions.Add(condition);

    private static void Add(List<Condition> conditions, Condition? condition)
    {
        if (condition is not null && conditions.Count < MaxConditions && !conditions.Contains(condition)) conditions.Add(condition);
    }

    /// <summary>The most special type that the object must have, as far as the conditions say.</summary>
    public static INamedTypeSymbol? BoundOf(ImmutableArray<Condition> conditions, IParameterSymbol? subject, INamedTypeSymbol? type)
    {
        foreach (var condition in conditions)
        {
            if (condition is TypeArgumentCondition or UnfilledCondition or SteadyCondition or KindCondition or StateCondition or LatchCondition || !SymbolEqualityComparer.Default.Equals(condition.Subject, subject)) continue;
            var other = condition switch { TypeCondition test => test.Type, RunsCondition runs => runs.Target.ContainingType.OriginalDefinition, _ => null };
            if (IsClass(other) && (!IsClass(type) || TypeRelations.DerivesFrom(other, type!.OriginalDefinition))) type = other;
        }

        return type;
    }

    private static bool IsClass(INamedTypeSymbol? type) => type is { TypeKind: TypeKind.Class or TypeKind.Struct };

    /// <summary>A virtual call says which implementation its receiver has.</summary>
    private Condition? Dispatched(Caller caller)
    {
        var site = caller.Call.Site;
        if (!site.IsVirtual || site.Target is not { } member || caller.Target.Body.Symbol is not IMethodSymbol target || caller.Target.Confidence > Confidence.Dispatch) return null;
        return caller.Receiver switch
        {
            { Kind: OwnerKind.This } => new RunsCondition(null, member, target),
            { Kind: OwnerKind.Parameter, Symbol: IParameterSymbol parameter } => new RunsCondition(parameter, member, target),
            { Kind: OwnerKind.Member, Symbol: { } creator } when program.Descent.LeadsBack(creator) => new CreatorCondition(creator, new RunsCondition(null, member, target)),
            _ => null,
        };
    }

    /// <summary>Whether the call may give what is needed; <paramref name="mapped"/> is what the caller's own caller must give for it.</summary>
    private bool TryMap(Condition condition, Caller caller, out Condition? mapped)
    {
        mapped = null;
        var site = caller.Call.Site;
        switch (condition)
        {
            case TypeArgumentCondition generic:
                return TryMapTypeArgument(generic, site, caller, out mapped);
            case MemberCondition member:
                return TryMapMember(member, caller, out mapped);
            case UnfilledCondition:
                return true;
            case LatchCondition latch:
                if (latch.Member.IsStatic || caller.Receiver.Kind == OwnerKind.This) mapped = latch;
                return true;
            case StateCondition state:
                return _states.TryMap(state, caller, out mapped);
            case CreatorCondition creator:
                if (caller.Receiver.Kind == OwnerKind.This) mapped = creator;
                else if (IsCreatedByCaller(caller, creator.Member)) mapped = creator.Needed;
                return true;
            case { Subject: null }:
                if (caller.Receiver is { Kind: OwnerKind.This }) mapped = condition;
                else if (caller.Receiver is { Kind: OwnerKind.Parameter, Symbol: IParameterSymbol receiver }) mapped = On(receiver, condition);
                else return IsPossible(condition, program.Calls.ReceiverTypes.Of(site, caller.Target.Body), isExact: false);
                return true;
            case { Subject: { } parameter } when !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, caller.Target.Body.Symbol)
                    || site.Arguments.IsDefault || parameter.Ordinal >= site.Arguments.Length || site.Arguments[parameter.Ordinal] is not { } argument:
                return true;
            case ValueCondition value:
                var given = site.Arguments[value.Parameter.Ordinal]!;
                if (given.HasConstant) return value.Allows(given.Constant);
                if ((given.IsCreated || given.IsThis) && value.Value is null) return !value.IsEqual;
                if (given.Parameter is { } own) mapped = new ValueCondition(own, value.Value, value.IsEqual != given.IsNegated);
                return true;
            case SteadyCondition steady:
                var start = site.Arguments[steady.Parameter.Ordinal]!;
                if (start.Parameter is { } same) mapped = steady with { Parameter = same, Subject = same };
                else if (start.Reached is { } way) mapped = new SteadyCondition(way.Root, steady.Path.After(way.Path), steady.Value);
                return true;
            case KindCondition kind:
                var message = site.Arguments[kind.Parameter.Ordinal]!;
                if (IsChanged(kind.Member)) return true;
                if (message.Parameter is { } forwarded) mapped = kind.Of(forwarded);
                return _kinds.MayBe(kind, message);
            case NumberCondition needed:
                var number = site.Arguments[needed.Parameter.Ordinal]!;
                if (number.HasConstant) return needed.Allows(number.Constant);
                if (number.Parameter is { } carried) mapped = needed.Of(carried);
                return true;
            default:
                var passed = site.Arguments[condition.Subject!.Ordinal]!;
                if (passed is { HasConstant: true, Constant: null }) return false;
                if (passed.Parameter is { } handedOn) mapped = On(handedOn, condition);
                else if (passed.IsThis) mapped = On(null, condition);
                return IsPossible(condition, passed.Type, passed.IsCreated);
        }
    }

    /// <summary>Whether a member may be given another value after its object is made, by a method that something calls.</summary>
    private bool IsChanged(ISymbol member) => _changed.Contains(member);

    /// <summary>Whether the caller's own object has created the one that it calls: for a member of it, for a collection of it, or on the spot.</summary>
    private bool IsCreatedByCaller(Caller caller, ISymbol creator) => caller.Receiver switch
    {
        { Kind: OwnerKind.Member, Symbol: { } member } => program.Own.IsOwn(member),
        { Kind: OwnerKind.Fresh } => caller.Call.Site.IsCreation,
        var part => program.Descent.CollectionOf(part) is not null && TypeRelations.Is(caller.Body.ContainingType, creator.ValueType() as INamedTypeSymbol),
    };

    /// <summary>Whether the caller has created the object, or it is created for a member.</summary>
    private bool ShowsObject(MemberCondition condition, Caller caller) => OwnerIn(condition, caller) is var owner && (owner.Kind == OwnerKind.Fresh || owner.Kind == OwnerKind.Member && program.Own.IsOwn(owner.Symbol));

    private static Owner OwnerIn(MemberCondition condition, Caller caller) =>
        condition.Subject is { } subject ? OwnerMapping.ToCaller(new Owner(OwnerKind.Parameter, subject), caller.Call.Site, default) : caller.Receiver;

    /// <summary>A member of an object that comes from the caller's own caller is that one's affair; of others it is asked who fills it.</summary>
    private bool TryMapMember(MemberCondition condition, Caller caller, out Condition? mapped)
    {
        mapped = null;
        if (condition.Subject is { } parameter && !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, caller.Target.Body.Symbol)) return true;
        var owner = OwnerIn(condition, caller);
        if (owner.Kind == OwnerKind.This) mapped = condition with { Subject = null };
        else if (owner is { Kind: OwnerKind.Parameter, Symbol: IParameterSymbol own }) mapped = condition with { Subject = own };
        return _filled.MayHold(Origin.Of(owner, caller, condition.Subject is null, program), condition);
    }

    private static bool TryMapTypeArgument(TypeArgumentCondition condition, CallSite site, Caller caller, out Condition? mapped)
    {
        mapped = null;
        if (!SymbolEqualityComparer.Default.Equals(condition.Parameter.DeclaringMethod, caller.Target.Body.Symbol)
            || site.TypeArguments.IsDefault || condition.Parameter.Ordinal >= site.TypeArguments.Length) return true;
        var given = site.TypeArguments[condition.Parameter.Ordinal];
        if (given is ITypeParameterSymbol own)
        {
            if (own.DeclaringMethod is not null) mapped = new TypeArgumentCondition(own.OriginalDefinition, condition.Type, condition.IsEqual);
            return true;
        }

        return given.TypeKind == TypeKind.Error || SymbolEqualityComparer.Default.Equals(given, condition.Type) == condition.IsEqual;
    }

    private static Condition On(IParameterSymbol? subject, Condition condition) => condition switch
    {
        TypeCondition test => test with { Subject = subject },
        RunsCondition runs => runs with { Subject = subject },
        AnswerCondition answer => answer with { Subject = subject },
        _ => condition,
    };
}
