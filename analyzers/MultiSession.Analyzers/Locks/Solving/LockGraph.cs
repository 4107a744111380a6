using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>One way in which a lock comes to be taken under another.</summary>
internal sealed class Nesting(
    Body body,
    HeldLock outer,
    ProgramLock inner,
    LockMode innerMode,
    Owner innerOwner,
    AcquireEvent? acquire,
    Caller? call,
    Reach? reach,
    Needs needs,
    HashSet<ProgramLock> gates,
    InstanceLink link)
{
    public Body Body { get; } = body;

    public HeldLock Outer { get; } = outer;

    public ProgramLock Inner { get; } = inner;

    public LockMode InnerMode { get; } = innerMode;

    /// <summary>The owner of the inner lock in the terms of <see cref="Body"/>.</summary>
    public Owner InnerOwner { get; } = innerOwner;

    /// <summary>The acquisition in the body itself, or</summary>
    public AcquireEvent? Acquire { get; } = acquire;

    /// <summary>the call through which it happens.</summary>
    public Caller? Call { get; } = call;

    public Reach? Reach { get; } = reach;

    /// <summary>What this body must be called with for it to happen.</summary>
    public ImmutableArray<Condition> Conditions => needs.Conditions;

    /// <summary>The delegate that a caller of this body must have passed.</summary>
    public Passed? Passed => needs.Passed;

    /// <summary>The most special type that the owner of the outer lock is known to have.</summary>
    public INamedTypeSymbol? OuterType => Outer.Reference.Owner.Kind == OwnerKind.This ? Solving.Conditions.BoundOf(Conditions, null, Body.ContainingType) : Outer.Reference.OwnerType;

    /// <summary>The most special type that the owner of the inner lock is known to have.</summary>
    public INamedTypeSymbol? InnerType => needs.OwnerType;

    /// <summary>Everything else that is held meanwhile: two nestings under a common gate never meet.</summary>
    public HashSet<ProgramLock> Gates { get; } = gates;

    public int Cost => Call is null ? 1 : Reach!.Cost + 1 + (Call.Target.Confidence >= Confidence.Dispatch ? 2 : 0);

    /// <summary>The calls on the way to the inner lock.</summary>
    public int Calls => Call is null ? 0 : Reach!.Calls + 1;

    /// <summary>How much of a guess the way to the inner lock is.</summary>
    public int Doubt => Call is null ? 0 : Reach!.Doubt + Call.Target.Doubt;

    /// <summary>How the objects of the two locks hang together.</summary>
    public InstanceLink Link { get; } = link;

    public SyntaxNode Syntax => Call?.Call.Site.Syntax ?? Acquire!.Acquired.Syntax;

    /// <summary>Where the inner lock is waited for.</summary>
    public SyntaxNode Waits
    {
        get
        {
            if (Acquire is not null) return Acquire.Acquired.Syntax;
            var reach = Reach!;
            while (reach.Next is { } next) reach = next;
            return reach.Acquire!.Acquired.Syntax;
        }
    }

    /// <summary>Whether the way to the inner lock goes through a body.</summary>
    public bool PassesThrough(Body body) => Steps.Any(step => step.Body == body);

    /// <summary>Whether the way to the inner lock goes through one of some bodies.</summary>
    public bool PassesThrough(HashSet<Body> bodies) => Steps.Any(step => bodies.Contains(step.Body));

    /// <summary>What runs on the way to the inner lock.</summary>
    private IEnumerable<CallTarget> Steps
    {
        get
        {
            if (Call is null) yield break;
            yield return Call.Target;
            for (var reach = Reach; reach is not null; reach = reach.Next)
            {
                if (reach.Step is { } step) yield return step.Target;
            }
        }
    }

    public Confidence Confidence
    {
        get
        {
            if (Call is null) return Confidence.Direct;
            var first = Call.Target.Confidence;
            return Reach!.Confidence > first ? Reach.Confidence : first;
        }
    }
}

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

    private LockGraph(EntryLocks entry, LockProgram program)
    {
        _entry = entry;
        _program = program;
        _givers = new Givers(program, entry);
    }

    public IReadOnlyDictionary<(ProgramLock From, ProgramLock To), List<Nesting>> Edges => _edges;

    /// <summary>A lock taken while an instance of it is held already.</summary>
    public List<Nesting> SelfNestings { get; } = [];

    public static LockGraph Build(LockProgram program, EntryLocks entry, Reachability reachability, CancellationToken cancellationToken)
    {
        var graph = new LockGraph(entry, program);
        foreach (var body in program.Bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.IsDead(body)) continue;
            foreach (var acquire in body.Acquires)
            {
                if (acquire.IsTry || acquire.Held.IsEmpty || IsUncontended(acquire.Acquired, body)) continue;
                graph.Add(body, acquire.Held, acquire.Acquired.Lock, acquire.Acquired.Mode, acquire.Acquired.Reference.Owner, acquire, call: null, reach: null, LockSolver.NeedsOf(body, acquire));
            }

            foreach (var call in body.Calls)
            {
                if (call.Held.IsEmpty) continue;
                foreach (var target in call.Targets) graph.AddCall(body, call, target, reachability);
            }
        }

        return graph;
    }

    public int CountOf(ProgramLock from, ProgramLock to) => _counts.TryGetValue((from, to), out var count) ? count : 0;

    /// <summary>
    /// Whether the thread comes through code that, under another lock, takes the one that it holds itself, which does not let it in again:
    /// that needs no second thread, and is told, or ruled out, as such.
    /// </summary>
    public bool WaitsForItself(Nesting nesting) => !nesting.Outer.Lock.IsReentrant && _nested.TryGetValue(nesting.Outer.Lock, out var bodies) && nesting.PassesThrough(bodies);

    /// <summary>A lock of an object that nobody else knows yet cannot be waited for.</summary>
    public static bool IsUncontended(HeldLock held, Body body) => IsUncontended(held.Reference.Owner, body);

    /// <summary>The type that the owner of a lock is known to have where the lock is taken.</summary>
    public static INamedTypeSymbol? OwnerTypeOf(HeldLock held, Body body) => held.Reference.Owner.Kind == OwnerKind.This ? body.ContainingType : held.Reference.OwnerType;

    private static bool IsUncontended(Owner owner, Body body) =>
        owner.Kind == OwnerKind.Fresh || owner.Kind == OwnerKind.This && (body.Traits & BodyTraits.IsConstruction) != 0;

    private void AddCall(Body body, CallEvent call, CallTarget target, Reachability reachability)
    {
        var caller = new Caller(body, call, target);
        foreach (var reach in reachability.Of(target.Body))
        {
            if (reach.Goal is not ProgramLock inner || reach.AfterSuspend && !caller.WaitsForAll) continue;
            if (reachability.Follow(caller, reach) is not { Owner: var owner, Needs: var needs }) continue;
            if (IsUncontended(owner, body) || owner.Kind == OwnerKind.Member && (body.Traits & BodyTraits.IsConstruction) != 0 && _program.Own.IsOwn(owner.Symbol)) continue;
            Add(body, call.Held, inner, reach.Mode, owner, acquire: null, caller, reach, needs);
        }
    }

    private void Add(Body body, HeldSet held, ProgramLock inner, LockMode mode, Owner owner, AcquireEvent? acquire, Caller? call, Reach? reach, Needs needs)
    {
        HashSet<ProgramLock> onTheWay = call is null ? [] : [.. HeldOnTheWay(call, reach)];
        var atEntry = onTheWay.Count == 0 ? _entry.Of(body) : [.. _entry.Of(body), .. onTheWay];
        var isHeldAlready = atEntry.Contains(inner);
        foreach (var outer in held.All())
        {
            if (outer.Lock != inner) continue;
            isHeldAlready = true;
            if (!IsUncontended(outer, body) && !needs.Freed.Contains(inner)) SelfNestings.Add(new Nesting(body, outer, inner, mode, owner, acquire, call, reach, needs, [], link: default));
        }

        // Re-entered, or another instance of the same lock: no order between two locks shows here.
        if (isHeldAlready) return;
        foreach (var outer in held.All())
        {
            // Taken again on the way, of another object: from there on the story is a shorter one.
            if (IsUncontended(outer, body) || onTheWay.Contains(outer.Lock) || needs.Freed.Contains(outer.Lock)) continue;
            // Where one may be the other, nothing is nested but one lock in itself.
            if (_program.Locks.MayBe(outer.Lock, inner) || _program.Locks.MayBe(inner, outer.Lock)) continue;
            var gates = new HashSet<ProgramLock>(atEntry.Concat(held.All().Where(static other => other.Mode == LockMode.Exclusive).Select(static other => other.Lock)));
            gates.Remove(outer.Lock);
            gates.ExceptWith(needs.Freed);
            Keep(new Nesting(body, outer, inner, mode, owner, acquire, call, reach, needs, gates, LinkOf(outer, inner, owner)));
        }
    }

    /// <summary>Objects that share a lock say nothing about whose lock it is.</summary>
    private InstanceLink LinkOf(HeldLock outer, ProgramLock inner, Owner owner) =>
        _program.Locks.IsShared(outer.Lock) || _program.Locks.IsShared(inner) ? default : InstanceLink.Of(outer.Reference.Owner, owner, _program.Descent);

    /// <summary>What the callees hold when the inner lock is waited for, and what whoever handed a delegate down holds.</summary>
    private IEnumerable<ProgramLock> HeldOnTheWay(Caller call, Reach? reach)
    {
        foreach (var held in _givers.HeldFor(call)) yield return held;
        for (; reach is not null; reach = reach.Next)
        {
            foreach (var held in (reach.Step?.Call.Held ?? reach.Acquire!.Held).All())
            {
                if (held.Mode == LockMode.Exclusive) yield return held.Lock;
            }

            if (reach.Step is not { } step) continue;
            foreach (var held in _givers.HeldFor(step)) yield return held;
        }
    }

    private void Keep(Nesting nesting)
    {
        var key = (nesting.Outer.Lock, nesting.Inner);
        _counts[key] = CountOf(key.Lock, key.Inner) + 1;
        if (!_nested.TryGetValue(nesting.Inner, out var bodies)) _nested.Add(nesting.Inner, bodies = []);
        bodies.Add(nesting.Body);
        if (!_edges.TryGetValue(key, out var nestings)) _edges.Add(key, nestings = []);
        if (nestings.Any(other => other.Cost <= nesting.Cost && other.Outer.Mode == nesting.Outer.Mode && other.InnerMode == nesting.InnerMode
                && other.Body == nesting.Body && other.Link == nesting.Link && other.Gates.IsSubsetOf(nesting.Gates)
                && SymbolEqualityComparer.Default.Equals(other.OuterType, nesting.OuterType) && SymbolEqualityComparer.Default.Equals(other.InnerType, nesting.InnerType)))
            return;
        nestings.Add(nesting);
        nestings.Sort(static (left, right) => left.Cost.CompareTo(right.Cost));
        if (nestings.Count > MaxNestings) nestings.RemoveAt(MaxNestings);
    }
}
