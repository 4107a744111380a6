using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Held→acquired edges of the program, and the nestings of a lock with itself.</summary>
internal sealed class LockGraph
{
    /// <summary>Nestings kept for an edge: enough to find two that can meet.</summary>
    private const int MaxNestings = 10;

    private readonly Dictionary<(ProgramLock From, ProgramLock To), List<Nesting>> _edges = [];
    private readonly Dictionary<(ProgramLock From, ProgramLock To), int> _counts = [];
    private readonly Dictionary<ProgramLock, HashSet<Body>> _nested = [];
    private readonly EntryLocks _entry;
    private readonly LockProgram _program;
    private readonly Givers _givers;
    private readonly Beginnings _beginnings;

    private LockGraph(EntryLocks entry, LockProgram program, Reachability reachability)
    {
        _entry = entry;
        _program = program;
        _givers = new Givers(program, entry);
        _beginnings = new Beginnings(program, entry, reachability);
        LazyMembers = reachability.LazyMembers;
        Threads = new OwnThreads(program, entry);
    }

    public LazyMembers LazyMembers { get; }

    public OwnThreads Threads { get; }

    public TypeIndex Types => _program.Types;

    public IReadOnlyDictionary<(ProgramLock From, ProgramLock To), List<Nesting>> Edges => _edges;

    /// <summary>A lock taken while an instance of it is held already.</summary>
    public List<Nesting> SelfNestings { get; } = [];

    public static LockGraph Build(LockProgram program, EntryLocks entry, Reachability reachability, CancellationToken cancellationToken)
    {
        var graph = new LockGraph(entry, program, reachability);
        foreach (var body in program.Bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.IsDead(body)) continue;
            foreach (var acquire in body.Acquires)
            {
                if (acquire.IsTry || acquire.Held.IsEmpty || entry.IsUnknownToOthers(acquire.Acquired.Reference.Owner, body)) continue;
                var taken = acquire.Acquired;
                graph.Add(acquire.Held, new Taking(body, taken.Lock, taken.Mode, taken.Reference.Owner, acquire, Route.Direct, LockSolver.NeedsOf(body, acquire, program)));
            }

            foreach (var call in body.Calls)
            {
                if (call.Held.IsEmpty) continue;
                foreach (var target in call.Targets) graph.AddCall(body, call, target, reachability);
            }
        }

        return graph;
    }

    /// <summary>Whether one thread's lock cannot be the one that the other holds: their objects are created at different places.</summary>
    public bool AreApart(Nesting waiting, Nesting holding) =>
        waiting.InnerPlaces is { } one && holding.OuterPlaces is { } other && !_program.Locks.IsShared(waiting.Inner) && !one.Overlaps(other);

    public int CountOf(ProgramLock from, ProgramLock to) => _counts.TryGetValue((from, to), out var count) ? count : 0;

    /// <summary>
    /// Whether the thread comes through code that, under another lock, takes the one that it holds itself, which does not let it in again:
    /// that needs no second thread, and is told, or ruled out, as such.
    /// </summary>
    public bool WaitsForItself(Nesting nesting) => !nesting.Outer.Lock.IsReentrant && _nested.TryGetValue(nesting.Outer.Lock, out var bodies) && nesting.PassesThrough(bodies);

    /// <summary>The type that the owner of a lock is known to have where the lock is taken.</summary>
    public static INamedTypeSymbol? OwnerTypeOf(HeldLock held, Body body) => held.Reference.Owner.Kind == OwnerKind.This ? body.ContainingType : held.Reference.OwnerType;

    private void AddCall(Body body, CallEvent call, CallTarget target, Reachability reachability)
    {
        var caller = new Caller(body, call, target);
        foreach (var reach in reachability.Of(target.Body))
        {
            if (reach.Goal is not ProgramLock inner || reach.AfterSuspend && !caller.WaitsForAll) continue;
            if (reachability.Follow(caller, reach) is not { Owner: var owner, Needs: var needs, Doubt: var guess }) continue;
            if (_entry.IsUnknownToOthers(owner, body) || owner.Kind == OwnerKind.Member && _entry.IsConstruction(body) && _program.Own.IsOwn(owner.Symbol)) continue;
            Add(call.Held, new Taking(body, inner, reach.Mode, owner, Acquire: null, new Route(caller, reach, guess), needs));
        }
    }

    private void Add(HeldSet held, Taking taken)
    {
        var (body, inner, (call, reach, _), needs) = (taken.Body, taken.Lock, taken.Route, taken.Needs);
        List<HeldLock> below = call is null ? [] : [.. HeldOnTheWay(reach)];
        HashSet<ProgramLock> onTheWay = [.. Closed(below)];
        HashSet<ProgramLock> others = call is null ? [] : [.. onTheWay, .. HeldByGivers(call, reach)];
        var isHeldAlready = others.Contains(inner) || _entry.Of(body).Contains(inner);
        foreach (var outer in held.All())
        {
            if (outer.Lock != inner) continue;
            isHeldAlready = true;
            // Work that needs what is held while it is waited for is told as such a wait.
            if (call is { Call.Site.RunsElsewhere: true } || reach is { RunsElsewhere: true }) continue;
            if (_entry.IsUnknownToOthers(outer.Reference.Owner, body) || needs.Freed.Contains(inner)) continue;
            // A gate must come before both, and not be another one for each of the two.
            var before = held.All().SkipWhile(other => !ReferenceEquals(other, outer)).Skip(1);
            HashSet<ProgramLock> gates = [.. _entry.Around(outer.Reference.Owner, body).Concat(Closed(before)).Where(gate => gate.Symbol.IsStatic && !needs.Freed.Contains(gate))];
            var again = new Nesting(taken, outer, OuterTypeOf(outer, body, needs), new Gates(gates, []), link: default);
            if (_beginnings.HeldFor(again) is not null) SelfNestings.Add(again);
        }

        // Re-entered, or another instance of the same lock: no order between two locks shows here.
        if (isHeldAlready) return;
        // Who comes back to the body that he starts in does so in another state, or for another object: a part of the whole, a file of the folder.
        if (call is not null && (call.Target.Body == body || reach!.PassesThrough(body))) return;
        foreach (var outer in held.All())
        {
            // Taken again on the way, of another object: from there on the story is a shorter one.
            if (_entry.IsUnknownToOthers(outer.Reference.Owner, body) || onTheWay.Contains(outer.Lock) || needs.Freed.Contains(outer.Lock) || outer.Lock.ComesAfter(inner)) continue;
            // Where one may be the other, nothing is nested but one lock in itself.
            if (_program.Locks.MayBe(outer.Lock, inner) || _program.Locks.MayBe(inner, outer.Lock)) continue;
            HashSet<ProgramLock> closed = [.. _entry.Around(outer.Reference.Owner, body), .. others, .. Closed(held.All())];
            if (closed.Contains(inner)) continue;
            closed.Remove(outer.Lock);
            closed.ExceptWith(needs.Freed);
            var gates = new Gates(closed, [.. held.All().Concat(below).Where(other => Gates.HasReaders(other) && other.Lock != outer.Lock && !needs.Freed.Contains(other.Lock))]);
            Keep(new Nesting(taken, outer, OuterTypeOf(outer, body, needs), gates, LinkOf(outer, inner, taken.Owner))
            {
                OuterPlaces = OuterPlacesOf(outer, body, needs),
                IsOfNew = call is { Receiver: { Kind: OwnerKind.Member, Symbol: { } member } } && _program.IsRenewed(body, member),
            });
        }
    }

    /// <summary>The type of the object whose lock is held; who runs what it is handed is what its giver calls it on.</summary>
    private INamedTypeSymbol? OuterTypeOf(HeldLock outer, Body body, Needs needs)
    {
        if (outer.Reference.Owner.Kind != OwnerKind.This) return outer.Reference.OwnerType;
        var type = Conditions.BoundOf(needs.Conditions, null, body.ContainingType);
        return needs.Passed is { } passed && _givers.CommonReceiver(body, passed) is { } common && type is not null && TypeRelations.DerivesFrom(common, type.OriginalDefinition) ? common : type;
    }

    /// <summary>Where the object whose lock is held may have been created.</summary>
    private HashSet<SyntaxNode>? OuterPlacesOf(HeldLock outer, Body body, Needs needs) =>
        outer.Reference.Owner.Kind == OwnerKind.This && needs.Passed is { } passed ? _givers.PlacesOfReceivers(body, passed) : _program.PlacesOf(outer.Reference.Owner);

    /// <summary>Objects that share a lock say nothing about whose lock it is.</summary>
    private InstanceLink LinkOf(HeldLock outer, ProgramLock inner, Owner owner) =>
        _program.Locks.IsShared(outer.Lock) || _program.Locks.IsShared(inner) ? default : InstanceLink.Of(outer.Reference.Owner, owner, _program.Descent);

    /// <summary>What the callees hold when the inner lock is waited for.</summary>
    private static IEnumerable<HeldLock> HeldOnTheWay(Reach? reach)
    {
        for (; reach is not null; reach = reach.Next)
        {
            foreach (var held in (reach.Step?.Call.Held ?? reach.Acquire!.Held).All()) yield return held;
        }
    }

    private static IEnumerable<ProgramLock> Closed(IEnumerable<HeldLock> held) => held.Where(static one => one.Mode != LockMode.Read).Select(static one => one.Lock);

    /// <summary>What whoever handed down a delegate that runs on the way holds.</summary>
    private IEnumerable<ProgramLock> HeldByGivers(Caller call, Reach? reach)
    {
        foreach (var held in _givers.HeldFor(call)) yield return held;
        for (; reach?.Step is { } step; reach = reach.Next)
        {
            foreach (var held in _givers.HeldFor(step)) yield return held;
        }
    }

    private HashSet<Body> NestedIn(ProgramLock inner)
    {
        if (!_nested.TryGetValue(inner, out var bodies)) _nested.Add(inner, bodies = []);
        return bodies;
    }

    private void Keep(Nesting nesting)
    {
        // What a caller must have handed in, another caller does not run.
        if (nesting.Passed is null) NestedIn(nesting.Inner).Add(nesting.Body);
        var key = (nesting.Outer.Lock, nesting.Inner);
        var nestings = _edges.TryGetValue(key, out var known) ? known : [];
        if (!nestings.Exists(nesting.AddsNothingTo))
        {
            if (_beginnings.HeldFor(nesting) is not { } held) return;
            nesting.Gates = nesting.Gates.With(held.Where(gate => gate != nesting.Outer.Lock && gate != nesting.Inner && !nesting.Freed.Contains(gate)));
            _edges[key] = nestings;
            nestings.Add(nesting);
            nestings.Sort(static (left, right) => left.Cost.CompareTo(right.Cost));
            if (nestings.Count > MaxNestings) nestings.RemoveAt(MaxNestings);
        }

        _counts[key] = CountOf(key.Lock, key.Inner) + 1;
    }
}
