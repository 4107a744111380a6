using System.Collections.Generic;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>"Calling this body leads to <paramref name="goal"/>": the first step there, and the rest from the body that it calls.</summary>
internal sealed class Reach(object goal, LockMode mode, Owner owner, int cost, bool afterSuspend, AcquireEvent? acquire, Caller? step, Reach? next)
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

/// <summary>For every body: which locks a call of it takes, by the cheapest story; found backwards from each acquisition.</summary>
internal sealed class Reachability
{
    /// <summary>Longer stories are rarely true, and nobody reads them.</summary>
    private const int MaxCost = 22;

    private const int MaxPerBodyAndGoal = 4;
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

    private static void Extend(List<(Body, Reach)>[] queue, Reach reach, Caller caller)
    {
        var site = caller.Call.Site;
        if (reach.AfterSuspend && !caller.WaitsForAll) return;
        if (MapOwner(reach.Owner, caller) is not { } owner) return;
        var cost = reach.Cost + CostOf(caller.Target);
        if (cost > MaxCost) return;
        var afterSuspend = caller.Call.AfterSuspend || reach.AfterSuspend;
        Enqueue(queue, caller.Body, new Reach(reach.Goal, reach.Mode, owner, cost, afterSuspend, acquire: null, caller, reach));
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
            if (other.Mode == reach.Mode && other.AfterSuspend == reach.AfterSuspend && other.Owner.Equals(reach.Owner)) return false;
            if (++same >= MaxPerBodyAndGoal) return false;
        }

        list.Add(reach);
        return true;
    }
}
