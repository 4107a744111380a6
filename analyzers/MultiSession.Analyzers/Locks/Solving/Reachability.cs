using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>For every body that may run under a lock, or that is waited for: which locks a call of it takes, by the cheapest story; found backwards from each acquisition.</summary>
internal sealed class Reachability
{
    /// <summary>Of longer stories hardly one was true where people read them.</summary>
    private const int MaxCost = 12;

    /// <summary>Stories that hinge on more choices than this are guesses.</summary>
    public const int MaxDoubt = 4;

    private const int MaxPerBodyAndGoal = 4;

    /// <summary>A helper that runs what it is given leads somewhere else for each thing that it is given.</summary>
    private const int MaxPassedPerBodyAndGoal = 24;

    private static readonly List<Reach> None = [];

    private readonly List<Reach>?[] _reached;
    private readonly bool[] _isAsked;
    private readonly LockProgram _program;
    private readonly Conditions _conditions;

    public Reachability(LockProgram program) =>
        (_program, _conditions, _reached, _isAsked, LazyMembers) = (program, new Conditions(program), new List<Reach>?[program.Bodies.Count], AskedBodies.In(program), new LazyMembers(program));

    public LazyMembers LazyMembers { get; }

    public List<Reach> Of(Body body) => _reached[body.Index] ?? None;

    /// <summary>Adds every way from a body to one goal; goals come one after the other.</summary>
    public void Spread(List<(Body Body, Reach Reach)> seeds)
    {
        var queue = new List<(Body Body, Reach Reach)>[MaxCost + 1];
        foreach (var (body, reach) in seeds)
        {
            if (_isAsked[body.Index]) Enqueue(queue, body, reach);
        }

        for (var cost = 0; cost <= MaxCost; cost++)
        {
            // The queue of this cost does not grow while it is read: every step costs something.
            if (queue[cost] is not { } entries) continue;
            foreach (var (body, reach) in entries)
            {
                if (!Admit(body, reach)) continue;
                foreach (var caller in _program.CallersOf(body)) Extend(queue, reach, caller);
                foreach (var waiter in _program.WaitersFor(body)) Extend(queue, reach, waiter);
            }
        }
    }

    /// <summary>The way of a reach from a caller on; nothing when this caller does not go it, or only with an object that nobody else knows yet.</summary>
    public Way? Follow(Caller caller, Reach reach)
    {
        // The start of a called method is over before its task is waited for.
        if (caller is { Call.Site.RunsElsewhere: true, Target.Value: { StartsOnCaller: true } } && !reach.AfterSuspend) return null;
        if (reach.Doubt + caller.Target.Doubt > MaxDoubt || IsOnNull(caller, reach) || IsOfOthers(caller, reach) || IsThroughInitialization(caller.Target.Body, reach) || LazyMembers.IsMade(caller.Target.Body, reach)
            || _conditions.Before(caller, reach.Needs.Conditions, out var doubt) is not { } before) return null;
        var owner = MapOwner(reach.Owner, caller);
        var needed = reach.Needs.Passed;
        var isHandedIn = needed is not null && SymbolEqualityComparer.Default.Equals(needed.Parameter.ContainingSymbol, caller.Target.Body.Symbol);
        var captured = isHandedIn ? needed!.Captured : needed;
        var passed = Passed.By(caller, reach.Owner, captured) ?? captured;
        if (isHandedIn)
        {
            if (caller.Call.Site.DelegatesFor(needed!.Parameter) is { } given)
            {
                if (ThatRuns(needed.Target, given) is not { } argument) return null;
                if (argument is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol parameter }) passed = needed with { Parameter = parameter };
                else if (argument.Kind == DelegateValueKind.Target) owner = OwnerOfGiver(needed.Owner, argument.Receiver);
                else if (argument is { IsOwn: true, Symbol: IFieldSymbol or IEventSymbol })
                {
                    var onOne = needed.Doubt > 0 ? _program.Calls.DoubtOf(argument, needed.Target, isOnOne: true) : 0;
                    before = Conditions.With(before, new MemberCondition(argument.Symbol, needed.Target) { Doubt = needed.Doubt > 0 ? _program.Calls.DoubtOf(argument, needed.Target, isOnOne: false) - onOne : 0 });
                    doubt += onOne;
                }
                else doubt += needed.Doubt > 0 ? _program.Calls.DoubtOf(argument, needed.Target, isOnOne: false) : 0;
            }
            else
            {
                doubt += needed.Doubt;
            }
        }

        if (reach.Doubt + caller.Target.Doubt + doubt > MaxDoubt) return null;
        if (owner is not { Kind: not OwnerKind.Fresh } mapped) return null;
        var freed = caller.Call.Freed.IsEmpty ? reach.Needs.Freed : [.. reach.Needs.Freed.Union(caller.Call.Freed)];
        return new Way(mapped, new Needs(passed, before, OwnerTypeOf(caller, reach, before), OwnerPlacesOf(caller, reach), freed), doubt);
    }

    /// <summary>Whether what comes next is done by what a base class keeps for others of its subclasses than the caller.</summary>
    private bool IsOfOthers(Caller caller, Reach reach) =>
        caller.Receiver.Kind == OwnerKind.This && caller.Body.ContainingType is { } user && reach.Step is { Call.Site: var site, Target.Body.Symbol: IMethodSymbol target }
        && TypeRelations.DerivesFrom(user, caller.Target.Body.ContainingType!) && !_program.Calls.CanRunFor(user, site, caller.Target.Body, target);

    /// <summary>Whether what comes next happens to an object for which the caller gives null.</summary>
    private static bool IsOnNull(Caller caller, Reach reach) =>
        (reach.Step?.Call.Site.Receiver ?? reach.Acquire?.Acquired.Reference.Owner) is { Kind: OwnerKind.Parameter or OwnerKind.Reached, Symbol: IParameterSymbol parameter }
        && ArgumentFor(parameter, caller) is { HasConstant: true, Constant: null } && caller.Target.Body.Assigned?.Contains(parameter) != true;

    private DelegateValue? ThatRuns(ISymbol target, ImmutableArray<DelegateValue> given) => given.FirstOrDefault(argument => _program.Calls.MayRun(argument, target));

    private INamedTypeSymbol? OwnerTypeOf(Caller caller, Reach reach, ImmutableArray<Condition> before)
    {
        var (type, parameter) = (reach.Needs.OwnerType, reach.Owner.Symbol as IParameterSymbol);
        if (reach.Owner.Kind is not (OwnerKind.This or OwnerKind.Parameter) || type is null) return type;
        type = Conditions.BoundOf(reach.Needs.Conditions, parameter, type);
        var argument = parameter is null ? null : ArgumentFor(parameter, caller);
        var isOwn = parameter is null ? caller.Receiver.Kind == OwnerKind.This : argument is { IsThis: true };
        var known = isOwn ? caller.Body.ContainingType : parameter is null ? _program.Calls.ReceiverTypes.Of(caller.Call.Site, caller.Target.Body) : argument?.Type;
        // An interface says something of a class that does not implement it.
        if (known is null || !TypeRelations.DerivesFrom(known, type!.OriginalDefinition) && (known.TypeKind != TypeKind.Interface || TypeRelations.Is(type, known))) return type;
        return isOwn ? Conditions.BoundOf(before, null, known) : known;
    }

    /// <summary>Where the owner may have been created: known once it is taken from a variable.</summary>
    private HashSet<SyntaxNode>? OwnerPlacesOf(Caller caller, Reach reach) => reach.Owner switch
    {
        { Kind: OwnerKind.This } => _program.PlacesOfReceiver(caller),
        { Kind: OwnerKind.Parameter } => _program.PlacesOf(OwnerMapping.ToCaller(reach.Owner, caller.Call.Site, caller.Receiver)) ?? reach.Needs.OwnerPlaces,
        _ => reach.Needs.OwnerPlaces,
    };

    private static Argument? ArgumentFor(IParameterSymbol parameter, Caller caller) =>
        SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, caller.Target.Body.Symbol) ? caller.Call.Site.ArgumentFor(parameter) : null;

    /// <summary>The owner in the terms of the body that wrote the lambda, or that named the method and its object.</summary>
    private static Owner OwnerOfGiver(Owner owner, Owner receiver) => owner.Kind switch
    {
        OwnerKind.This => receiver,
        OwnerKind.Parameter or OwnerKind.Reached => Owner.Unknown,
        _ => receiver.Kind == OwnerKind.This || owner.Kind == OwnerKind.Static ? owner : Owner.Unknown,
    };

    private void Extend(List<(Body, Reach)>[] queue, Reach reach, Caller caller)
    {
        if (!_isAsked[caller.Body.Index] || reach.AfterSuspend && !caller.LeadsToAll) return;
        // A story that goes through a body twice does so in two states; one that goes through it once is shorter.
        if (reach.PassesThrough(caller.Body)) return;
        var cost = reach.Cost + CostOf(caller.Target);
        if (cost > MaxCost || caller.Call.Site.Delegate is null && !reach.Needs.NamesDelegate && IsFull(caller.Body, reach.Goal, reach.Needs)) return;
        if (Follow(caller, reach) is not { } way || IsFull(caller.Body, reach.Goal, way.Needs)) return;
        var afterSuspend = caller.Call.AfterSuspend || reach.AfterSuspend;
        Enqueue(queue, caller.Body, new Reach(reach.Goal, reach.Mode, way.Owner, cost, afterSuspend, acquire: null, caller, reach, way.Needs, way.Doubt));
    }

    /// <summary>Whether a static constructor leads on to other locks than its own: it runs once, mostly before there is a second thread.</summary>
    private static bool IsThroughInitialization(Body body, Reach reach) =>
        (body.Traits & BodyTraits.IsStaticInitialization) != 0 && reach is not { Goal: ProgramLock { IsInitialization: true }, Acquire: not null };

    /// <summary>The owner in the caller's terms; nothing when it is an object that only the caller knows yet.</summary>
    private Owner? MapOwner(Owner owner, Caller caller)
    {
        if (caller.Receiver.Kind == OwnerKind.Fresh && owner.Kind == OwnerKind.Member && _program.Own.IsOwn(owner.Symbol)) return null;
        var receiver = caller.Receiver;
        if (owner.Kind == OwnerKind.Giver && receiver.Kind == OwnerKind.This) return owner;
        var isCreators = owner.Kind == OwnerKind.Giver || owner.Kind == OwnerKind.Member && _program.Descent.LeadsBack(owner.Symbol);
        if (isCreators && receiver.Kind == OwnerKind.Member && _program.Own.IsOwn(receiver.Symbol)) return Owner.This;
        if (_program.Descent.GoesDown(owner) && (receiver.Kind == OwnerKind.This ? owner.Kind == OwnerKind.Local : _program.Descent.GoesDown(receiver))) return new Owner(OwnerKind.Below);
        var mapped = OwnerMapping.ToCaller(owner, caller.Call.Site, caller.Receiver);
        return mapped.Kind == OwnerKind.Fresh ? null : mapped;
    }

    private static int CostOf(CallTarget target) => target.Confidence switch
    {
        Confidence.Dispatch => target.Alternatives > 4 ? 4 : 2,
        Confidence.Delegate => target.Alternatives > 4 ? 4 : 2,
        _ => 1,
    };

    private static void Enqueue(List<(Body, Reach)>[] queue, Body body, Reach reach) => (queue[reach.Cost] ??= []).Add((body, reach));

    /// <summary>Keeps a way unless the body has a cheaper one of the same kind.</summary>
    private bool Admit(Body body, Reach reach)
    {
        if (IsFull(body, reach.Goal, reach.Needs)) return false;
        var list = _reached[body.Index] ??= [];
        var known = CountOf(body, reach.Goal);
        for (var index = list.Count - known; index < list.Count; index++)
        {
            var other = list[index];
            if (other.Mode == reach.Mode && other.AfterSuspend == reach.AfterSuspend && other.Owner.Equals(reach.Owner) && other.Needs.AreLessThan(reach.Needs)) return false;
        }

        list.Add(reach);
        return true;
    }

    /// <summary>Whether enough ways to the goal at hand are known of the kind: those that need certain delegates, or the others.</summary>
    private bool IsFull(Body body, object goal, Needs needs)
    {
        var (list, known, max) = (Of(body), CountOf(body, goal), needs.NamesDelegate ? MaxPassedPerBodyAndGoal : MaxPerBodyAndGoal);
        if (known < max) return false;
        for (var index = list.Count - known; index < list.Count; index++)
        {
            if (list[index].Needs.NamesDelegate == needs.NamesDelegate && --max == 0) return true;
        }

        return false;
    }

    /// <summary>How many ways lead from a body to the goal at hand: they were added last.</summary>
    private int CountOf(Body body, object goal)
    {
        var list = Of(body);
        var count = 0;
        while (count < list.Count && ReferenceEquals(list[list.Count - 1 - count].Goal, goal)) count++;
        return count;
    }
}
