using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>"Calling this body leads to <paramref name="goal"/>": the first step there, and the rest from the body that it calls.</summary>
internal sealed class Reach(object goal, LockMode mode, Owner owner, int cost, bool afterSuspend, AcquireEvent? acquire, Caller? step, Reach? next, Passed? passed = null)
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

    /// <summary>The delegate that a caller further up must have passed for this to happen.</summary>
    public Passed? Passed { get; } = passed;

    /// <summary>How much of a guess the steps are, all together.</summary>
    public int Doubt { get; } = (next?.Doubt ?? 0) + (step?.Target.Doubt ?? 0);

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

/// <summary>A delegate parameter that must hold a certain lambda or method: only callers that pass it run it.</summary>
internal sealed record Passed(IParameterSymbol Parameter, ISymbol Target)
{
    public static Passed? By(Caller caller) =>
        caller.Call.Site.Delegate is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol parameter } ? new(parameter, caller.Target.Body.Symbol) : null;

    public bool Equals(Passed? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Parameter, other.Parameter) && SymbolEqualityComparer.Default.Equals(Target, other.Target);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Target);
}

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

    private readonly Dictionary<Body, List<Reach>> _reached = [];
    private readonly LockProgram _program;

    public Reachability(LockProgram program) => _program = program;

    public IReadOnlyList<Reach> Of(Body body) => _reached.TryGetValue(body, out var list) ? list : [];

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

    /// <summary>Whether this caller goes the way of a reach, and what delegate its own callers must pass for it.</summary>
    public bool Follows(Caller caller, Reach reach, out Passed? passed)
    {
        passed = Passed.By(caller) ?? reach.Passed;
        if (reach.Doubt + caller.Target.Doubt > MaxDoubt) return false;
        if (reach.Passed is not { } needed || !SymbolEqualityComparer.Default.Equals(needed.Parameter.ContainingSymbol, caller.Target.Body.Symbol)) return true;
        var (arguments, ordinal) = (caller.Call.Site.ArgumentDelegates, needed.Parameter.Ordinal);
        passed = Passed.By(caller);
        if (arguments.IsDefault || ordinal >= arguments.Length || arguments[ordinal].IsDefaultOrEmpty) return true;
        foreach (var argument in arguments[ordinal])
        {
            if (!_program.Calls.MayRun(argument, needed.Target)) continue;
            if (argument is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol parameter }) passed = new Passed(parameter, needed.Target);
            return true;
        }

        return false;
    }

    private void Extend(List<(Body, Reach)>[] queue, Reach reach, Caller caller)
    {
        var site = caller.Call.Site;
        if (reach.AfterSuspend && !caller.WaitsForAll) return;
        if (!Follows(caller, reach, out var passed) || MapOwner(reach.Owner, caller) is not { } owner) return;
        var cost = reach.Cost + CostOf(caller.Target);
        if (cost > MaxCost) return;
        var afterSuspend = caller.Call.AfterSuspend || reach.AfterSuspend;
        Enqueue(queue, caller.Body, new Reach(reach.Goal, reach.Mode, owner, cost, afterSuspend, acquire: null, caller, reach, passed));
    }

    /// <summary>The owner in the caller's terms; nothing when it is an object that only the caller knows yet.</summary>
    public static Owner? MapOwner(Owner owner, Caller caller)
    {
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
        if (!_reached.TryGetValue(body, out var list)) _reached.Add(body, list = []);
        var same = 0;
        foreach (var other in list)
        {
            if (!ReferenceEquals(other.Goal, reach.Goal)) continue;
            if (other.Mode == reach.Mode && other.AfterSuspend == reach.AfterSuspend && other.Owner.Equals(reach.Owner) && Equals(other.Passed, reach.Passed)) return false;
            if (++same >= (reach.Passed is null ? MaxPerBodyAndGoal : MaxPassedPerBodyAndGoal)) return false;
        }

        list.Add(reach);
        return true;
    }
}
