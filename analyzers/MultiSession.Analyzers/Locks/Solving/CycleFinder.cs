using System.Collections.Generic;
using System.Linq;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>A cycle of nestings that can stand still: each holds what the one before it waits for.</summary>
internal sealed class LockCycle(IReadOnlyList<Nesting> nestings)
{
    /// <summary>One nesting a thread, in the order of the cycle.</summary>
    public IReadOnlyList<Nesting> Nestings { get; } = nestings;

    public int Cost => Nestings.Sum(static nesting => nesting.Cost);

    public Confidence Confidence => Nestings.Max(static nesting => nesting.Route.Confidence);
}

/// <summary>Finds each cycle once, the shortest first; a cycle over locks that a shorter one explains is left out.</summary>
internal sealed class CycleFinder
{
    private const int MaxLength = 4;

    /// <summary>All stories of a cycle must be true at once: two of them may hinge on no more choices than this, more of them on fewer.</summary>
    private const int MaxDoubt = 4;

    /// <summary>Each call may hinge on something that the analysis does not see: two stories together have no more than this, more of them fewer.</summary>
    private const int MaxCalls = 16;

    private readonly LockGraph _graph;
    private readonly Dictionary<ProgramLock, List<ProgramLock>> _next = [];

    public CycleFinder(LockGraph graph)
    {
        _graph = graph;
        foreach (var (from, to) in graph.Edges.Keys.OrderBy(static edge => edge.To.Id))
        {
            if (!_next.TryGetValue(from, out var next)) _next.Add(from, next = []);
            next.Add(to);
        }
    }

    public List<LockCycle> Find()
    {
        var cycles = new List<LockCycle>();
        var explained = new HashSet<(ProgramLock, ProgramLock)>();
        for (var length = 2; length <= MaxLength; length++)
        {
            foreach (var start in _next.Keys.OrderBy(static @lock => @lock.Id)) Extend([start], length, explained, cycles);
            foreach (var cycle in cycles)
            {
                foreach (var one in cycle.Nestings)
                {
                    foreach (var other in cycle.Nestings) explained.Add((one.Inner, other.Inner));
                }
            }
        }

        return cycles;
    }

    private void Extend(List<ProgramLock> path, int length, HashSet<(ProgramLock, ProgramLock)> explained, List<LockCycle> cycles)
    {
        if (!_next.TryGetValue(path[path.Count - 1], out var next)) return;
        foreach (var step in next)
        {
            if (path.Count == length)
            {
                if (step == path[0] && Feasible(path) is { } cycle) cycles.Add(cycle);
                continue;
            }

            // A cycle starts at its smallest lock, so that it is found once.
            if (step.Id <= path[0].Id || path.Contains(step) || path.Any(before => explained.Contains((before, step)))) continue;
            path.Add(step);
            Extend(path, length, explained, cycles);
            path.RemoveAt(path.Count - 1);
        }
    }

    /// <summary>The cheapest nestings of the cycle that can meet: no common gate, and no pair of readers.</summary>
    private LockCycle? Feasible(List<ProgramLock> locks)
    {
        var (isByKey, initializations) = (locks.Exists(static @lock => @lock.Kind == LockRefKind.Element), locks.Count(static @lock => @lock.IsInitialization));
        // Where static constructors only wait for each other, the run time lets one of them go on.
        if (initializations == locks.Count) return null;
        // What is only held once would have to meet just that one of many; a story through it would come back as a cycle over it and two more.
        if (initializations > 0 && (isByKey || locks.Count > 2)) return null;
        // One of many locks by key, or what is only held once, reached by a guess, is hardly what the other thread wants.
        var surest = isByKey || initializations > 0 ? Confidence.Target : Confidence.Delegate;
        var choices = locks.Select((from, index) => _graph.Edges[(from, locks[(index + 1) % locks.Count])]
            .FindAll(nesting => nesting.Route.Confidence <= surest && !_graph.WaitsForItself(nesting))).ToList();
        LockCycle? best = null;
        Choose(choices, [], ref best);
        return best;
    }

    private void Choose(List<List<Nesting>> choices, List<Nesting> chosen, ref LockCycle? best)
    {
        if (chosen.Count == choices.Count)
        {
            if (!Blocks(chosen[chosen.Count - 1], chosen[0]) || _graph.Threads.AreOne(chosen) || !InstanceLink.CanClose(chosen.Select(static nesting => nesting.Link))) return;
            var cycle = new LockCycle([.. chosen]);
            if (best is null || cycle.Cost < best.Cost) best = cycle;
            return;
        }

        foreach (var nesting in choices[chosen.Count])
        {
            if (chosen.Count > 0 && !Blocks(chosen[chosen.Count - 1], nesting)) continue;
            if (chosen.Sum(static other => other.Route.Doubt) + nesting.Route.Doubt > MaxDoubt / (choices.Count - 1)) continue;
            if (chosen.Sum(static other => other.Route.Calls) + nesting.Route.Calls > MaxCalls / (choices.Count - 1)) continue;
            if (chosen.Any(other => other.Gates.Exclude(nesting.Gates) || IsRing(other, nesting))) continue;
            chosen.Add(nesting);
            Choose(choices, chosen, ref best);
            chosen.RemoveAt(chosen.Count - 1);
        }
    }

    /// <summary>Two bodies that run each other through overrides or delegates are a wrapper and what it wraps, or whatever ends the ring is not seen.</summary>
    /// <remarks>Who calls back directly has written what ends it; a lazy value is made once; a static lock is that of no wrapper.</remarks>
    private static bool IsRing(Nesting one, Nesting other) =>
        !one.Outer.Lock.Symbol.IsStatic && !other.Outer.Lock.Symbol.IsStatic && (one.Route.Confidence >= Confidence.Dispatch || other.Route.Confidence >= Confidence.Dispatch)
        && one.Outer.Lock.Flavor != LockFlavor.Lazy && other.Outer.Lock.Flavor != LockFlavor.Lazy && one.Route.PassesThrough(other.Body) && other.Route.PassesThrough(one.Body);

    /// <summary>Whether the first, waiting for its inner lock, waits for the second's hold of it.</summary>
    private bool Blocks(Nesting waiting, Nesting holding) =>
        CanBlock(waiting, holding) && !IsKeptOut(waiting, holding) && _graph.Types.CanBeBoth(waiting.InnerType, holding.OuterType) && !_graph.AreApart(waiting, holding) && !_graph.LazyMembers.IsOtherUse(waiting, holding);

    /// <summary>Whether the first would have to come past a latch that the second has switched.</summary>
    private static bool IsKeptOut(Nesting waiting, Nesting holding) =>
        (holding.Route.Call?.Call.Conditions ?? holding.Taken.Acquire!.Conditions) is var passed && Latches.AreIn(passed) && Latches.KeepOut(waiting.Taken.Last.Acquire, holding.Outer, passed);

    private static bool CanBlock(Nesting waiting, Nesting holding) =>
        waiting.Taken.Mode == LockMode.Exclusive || holding.Outer.Mode == LockMode.Exclusive
        || waiting.Taken.Mode == LockMode.Upgradeable && holding.Outer.Mode == LockMode.Upgradeable;
}
