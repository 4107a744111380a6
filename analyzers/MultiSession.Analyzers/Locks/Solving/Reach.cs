using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>"Calling this body leads to <paramref name="goal"/>": the first step there, and the rest from the body that it calls.</summary>
internal sealed class Reach(object goal, LockMode mode, Owner owner, int cost, bool afterSuspend, AcquireEvent? acquire, Caller? step, Reach? next, Needs needs = default)
{
    /// <summary>The <see cref="ProgramLock"/> that is taken, or the <see cref="WaitEvent"/> that blocks.</summary>
    public object Goal { get; } = goal;

    public LockMode Mode { get; } = mode;

    /// <summary>The owner of the lock, in the terms of the body that this starts in.</summary>
    public Owner Owner { get; } = owner;

    public int Cost { get; } = cost;

    /// <summary>Whether it happens after an await, so that only a caller that awaits is sure to wait for it.</summary>
    public bool AfterSuspend { get; } = afterSuspend;

    public AcquireEvent? Acquire { get; } = acquire;

    public Caller? Step { get; } = step;

    public Reach? Next { get; } = next;

    /// <summary>What the callers further up must have given for this to happen.</summary>
    public Needs Needs { get; } = needs;

    /// <summary>How much of a guess the steps are, all together.</summary>
    public int Doubt { get; } = (next?.Doubt ?? 0) + (step?.Target.Doubt ?? 0);

    public int Calls { get; } = (next?.Calls ?? 0) + (step is null ? 0 : 1);

    public Confidence Confidence
    {
        get
        {
            var worst = Confidence.Direct;
            for (var current = this; current is not null; current = current.Next)
            {
                if (current.Step is { } step && step.Target.Confidence > worst) worst = step.Target.Confidence;
            }

            return worst;
        }
    }
}

/// <summary>What a story needs of the calls that lead to it.</summary>
/// <param name="Passed">The delegate that a caller must have passed.</param>
/// <param name="Given">What <c>this</c> and the parameters must be.</param>
/// <param name="OwnerType">The most special type that the lock's owner is known to have.</param>
/// <param name="FreedLocks">What the callers hold is freed on the way, if it is one of these.</param>
internal readonly record struct Needs(Passed? Passed, ImmutableArray<Condition> Given, INamedTypeSymbol? OwnerType, ImmutableArray<ProgramLock> FreedLocks)
{
    public ImmutableArray<Condition> Conditions => Given.IsDefault ? [] : Given;

    public ImmutableArray<ProgramLock> Freed => FreedLocks.IsDefault ? [] : FreedLocks;

    /// <summary>Whether whoever meets the other needs meets these.</summary>
    public bool AreLessThan(Needs other) =>
        Equals(Passed, other.Passed) && SymbolEqualityComparer.Default.Equals(OwnerType, other.OwnerType)
        && Conditions.All(other.Conditions.Contains) && Freed.All(other.Freed.Contains);
}

/// <summary>A delegate parameter that must hold a certain lambda or method: only callers that pass it run it.</summary>
/// <remarks>The owner of the lock in the terms of that lambda: whoever wrote it knows more of the object than whoever runs it.</remarks>
internal sealed record Passed(IParameterSymbol Parameter, ISymbol Target, Owner Owner)
{
    public static Passed? By(Caller caller, Owner owner) =>
        caller.Call.Site.Delegate is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol parameter } ? new(parameter, caller.Target.Body.Symbol, owner) : null;

    public bool Equals(Passed? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Parameter, other.Parameter) && SymbolEqualityComparer.Default.Equals(Target, other.Target) && Owner.Equals(other.Owner);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Target);
}

/// <summary>A reach as one caller sees it: the owner in its terms, and what its own callers must pass.</summary>
internal readonly record struct Way(Owner Owner, Needs Needs);

/// <summary>For every body: which locks a call of it takes, by the cheapest story; found backwards from each acquisition.</summary>
internal sealed class Reachability
{
    /// <summary>Longer stories are rarely true, and nobody reads them.</summary>
    private const int MaxCost = 22;

    /// <summary>Stories that hinge on more choices than this are guesses.</summary>
    private const int MaxDoubt = 4;

    private const int MaxPerBodyAndGoal = 4;

    /// <summary>A helper that runs what it is given leads somewhere else for each thing that it is given.</summary>
    private const int MaxPassedPerBodyAndGoal = 24;

    private readonly List<Reach>?[] _reached;
    private readonly LockProgram _program;
    private readonly Conditions _conditions;

    public Reachability(LockProgram program) => (_program, _conditions, _reached) = (program, new Conditions(program), new List<Reach>?[program.Bodies.Count]);

    public IReadOnlyList<Reach> Of(Body body) => _reached[body.Index] is { } list ? list : [];

    /// <summary>Adds every way from a body to one goal.</summary>
    public void Spread(IEnumerable<(Body Body, Reach Reach)> seeds)
    {
        var queue = new List<(Body Body, Reach Reach)>[MaxCost + 1];
        foreach (var seed in seeds) Enqueue(queue, seed.Body, seed.Reach);
        for (var cost = 0; cost <= MaxCost; cost++)
        {
            // The queue of this cost does not grow while it is read: every step costs something.
            if (queue[cost] is not { } entries) continue;
            foreach (var (body, reach) in entries)
            {
                if (!Admit(body, reach)) continue;
                foreach (var caller in _program.CallersOf(body)) Extend(queue, reach, caller);
            }
        }
    }

    /// <summary>The way of a reach from a caller on; nothing when this caller does not go it, or only with an object that nobody else knows yet.</summary>
    public Way? Follow(Caller caller, Reach reach)
    {
        if (reach.Doubt + caller.Target.Doubt > MaxDoubt || _conditions.Before(caller, reach.Needs.Conditions) is not { } before) return null;
        var owner = MapOwner(reach.Owner, caller);
        var passed = Passed.By(caller, reach.Owner) ?? reach.Needs.Passed;
        if (reach.Needs.Passed is { } needed && SymbolEqualityComparer.Default.Equals(needed.Parameter.ContainingSymbol, caller.Target.Body.Symbol))
        {
            passed = Passed.By(caller, reach.Owner);
            if (caller.Call.Site.ArgumentDelegates is { IsDefault: false } arguments && needed.Parameter.Ordinal < arguments.Length
                && arguments[needed.Parameter.Ordinal] is { IsDefaultOrEmpty: false } given)
            {
                if (given.FirstOrDefault(argument => _program.Calls.MayRun(argument, needed.Target)) is not { } argument) return null;
                if (argument is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol parameter }) passed = new Passed(parameter, needed.Target, needed.Owner);
                else if (argument.Kind == DelegateValueKind.Target) owner = OwnerOfGiver(needed.Owner, argument.Receiver);
            }
        }

        if (owner is not { Kind: not OwnerKind.Fresh } mapped) return null;
        var freed = caller.Call.Freed.IsEmpty ? reach.Needs.Freed : [.. reach.Needs.Freed.Union(caller.Call.Freed)];
        return new Way(mapped, new Needs(passed, before, OwnerTypeOf(caller, reach, before), freed));
    }

    private static INamedTypeSymbol? OwnerTypeOf(Caller caller, Reach reach, ImmutableArray<Condition> before)
    {
        var type = reach.Needs.OwnerType;
        if (reach.Owner.Kind != OwnerKind.This || type is null) return type;
        type = Conditions.BoundOf(reach.Needs.Conditions, null, type);
        var isOwn = caller.Target.Receiver.Kind == OwnerKind.This;
        // A lambda's own object is not what it is called on.
        var known = isOwn ? caller.Body.ContainingType : caller.Call.Site.Delegate is null ? caller.Call.Site.ReceiverType : null;
        if (known is null || !TypeIndex.DerivesFrom(known, type!)) return type;
        return isOwn ? Conditions.BoundOf(before, null, known) : known;
    }

    /// <summary>The owner in the terms of the body that wrote the lambda, or that named the method and its object.</summary>
    private static Owner OwnerOfGiver(Owner owner, Owner receiver) => owner.Kind switch
    {
        OwnerKind.This => receiver,
        OwnerKind.Parameter or OwnerKind.Reached => Owner.Unknown,
        _ => receiver.Kind == OwnerKind.This || owner.Kind == OwnerKind.Static ? owner : Owner.Unknown,
    };

    private void Extend(List<(Body, Reach)>[] queue, Reach reach, Caller caller)
    {
        if (reach.AfterSuspend && !caller.LeadsToAll) return;
        if (Follow(caller, reach) is not { } way) return;
        var cost = reach.Cost + CostOf(caller.Target);
        if (cost > MaxCost) return;
        var afterSuspend = caller.Call.AfterSuspend || reach.AfterSuspend;
        Enqueue(queue, caller.Body, new Reach(reach.Goal, reach.Mode, way.Owner, cost, afterSuspend, acquire: null, caller, reach, way.Needs));
    }

    /// <summary>The owner in the caller's terms; nothing when it is an object that only the caller knows yet.</summary>
    private Owner? MapOwner(Owner owner, Caller caller)
    {
        if (caller.Target.Receiver.Kind == OwnerKind.Fresh && owner.Kind == OwnerKind.Member && _program.Own.IsOwn(owner.Symbol)) return null;
        var receiver = caller.Target.Receiver;
        if (_program.Descent.GoesDown(owner) && (receiver.Kind == OwnerKind.This ? owner.Kind == OwnerKind.Local : _program.Descent.GoesDown(receiver))) return new Owner(OwnerKind.Below);
        var mapped = OwnerMapping.ToCaller(owner, caller.Call.Site, caller.Target.Receiver);
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
        var list = _reached[body.Index] ??= [];
        var same = 0;
        foreach (var other in list)
        {
            if (!ReferenceEquals(other.Goal, reach.Goal)) continue;
            if (other.Mode == reach.Mode && other.AfterSuspend == reach.AfterSuspend && other.Owner.Equals(reach.Owner) && other.Needs.AreLessThan(reach.Needs)) return false;
            if (++same >= (reach.Needs.Passed is null ? MaxPerBodyAndGoal : MaxPassedPerBodyAndGoal)) return false;
        }

        list.Add(reach);
        return true;
    }
}
