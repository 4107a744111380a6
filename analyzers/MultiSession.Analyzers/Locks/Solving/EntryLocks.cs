using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>The locks that every caller of a body holds: a body that is only ever called under a lock is under that lock.</summary>
internal sealed class EntryLocks
{
    /// <summary>Nothing is held; not to be changed.</summary>
    public static readonly HashSet<ProgramLock> None = [];

    private readonly HashSet<ProgramLock>?[] _held;

    /// <summary>The same, of the calls on objects that others may know.</summary>
    private readonly HashSet<ProgramLock>?[] _shared;

    private readonly bool[] _isRoot;

    /// <summary>What bodies assert to be held.</summary>
    private readonly ILookup<Body, ProgramLock> _asserted;

    public EntryLocks(LockProgram program)
    {
        _held = new HashSet<ProgramLock>?[program.Bodies.Count];
        _shared = new HashSet<ProgramLock>?[program.Bodies.Count];
        var entrances = new Entrances(program);
        _asserted = AssertedIn(program);
        _isRoot = new bool[program.Bodies.Count];
        var open = program.Bodies.ToLookup(entrances.KindOf);
        EnterAt([.. open[EntranceKind.Certain]], settled: null);
        while (open[EntranceKind.Customary].Where(body => !IsRoot(body) && Of(body).Count == 0).ToList() is { Count: > 0 } free)
        {
            EnterAt(free, settled: null);
        }

        // What only outsiders could call may run, and so may tests, but does not weaken what all callers in the program hold.
        var isInside = System.Array.ConvertAll(_held, static held => held is not null);
        if (program.Facts.IsWhole)
        {
            EnterAt([.. open[EntranceKind.Test], .. program.Bodies.Where(body => IsDead(body) && entrances.IsUncalled(body))], settled: isInside);
        }

        Share(program, isInside, ofOutsiders: false);
        Share(program, isInside, ofOutsiders: true);
    }

    /// <summary>Whether something outside the program's own calls may run the body.</summary>
    public bool IsRoot(Body body) => _isRoot[body.Index];

    /// <summary>Whether nothing in the program calls the body: a private member that is left over.</summary>
    public bool IsDead(Body body) => _held[body.Index] is null;

    public HashSet<ProgramLock> Of(Body body) => _held[body.Index] ?? None;

    /// <summary>What is held whenever a body comes to a call.</summary>
    public HashSet<ProgramLock> At(Body body, Simulation.CallEvent call) => Combine(Of(body), call);

    /// <summary>What is held whenever a body may wait for, or hold, the lock of an owner against others.</summary>
    public HashSet<ProgramLock> Around(Owner owner, Body body) => owner.Kind == OwnerKind.This ? _shared[body.Index] ?? None : Of(body);

    /// <summary>Whether nobody else can know an object yet: it has just been created, or only its own construction runs the body on it.</summary>
    public bool IsUnknownToOthers(Owner owner, Body body) => owner.Kind == OwnerKind.Fresh || owner.Kind == OwnerKind.This && IsConstruction(body);

    /// <summary>Whether a body runs only while its object is constructed: a constructor, or what only constructors call.</summary>
    public bool IsConstruction(Body body) => _shared[body.Index] is null;

    private HashSet<ProgramLock> AtRoot(Body body) => _asserted.Contains(body) ? [.. _asserted[body]] : None;

    /// <summary>What a body asserts and does not take itself is held by whoever calls it.</summary>
    private static ILookup<Body, ProgramLock> AssertedIn(LockProgram program) =>
        (from asserted in program.Facts.AssertedLocks
         let body = program.Calls.BodyOf(asserted.Body)
         let held = program.Locks.Resolve(asserted.Lock)?.Lock
         where body is not null && held is not null && !body.Acquires.Exists(acquire => acquire.Acquired.Lock == held)
         select (body, held)).ToLookup(static asserted => asserted.body, static asserted => asserted.held);

    private static HashSet<ProgramLock> Combine(HashSet<ProgramLock> atEntry, Simulation.CallEvent call)
    {
        if (call.Held.IsEmpty && call.Freed.IsEmpty) return atEntry;
        var all = new HashSet<ProgramLock>(atEntry);
        all.ExceptWith(call.Freed);
        foreach (var one in call.Held.All()) all.Add(one.Lock);
        return all;
    }

    /// <summary>Starts at some roots, with nothing held, and goes on to everything that they call.</summary>
    private void EnterAt(List<Body> roots, bool[]? settled)
    {
        var open = new Queue<Body>(roots);
        foreach (var body in roots)
        {
            _isRoot[body.Index] = true;
            _held[body.Index] = AtRoot(body);
        }

        while (open.Count > 0)
        {
            var body = open.Dequeue();
            var atEntry = _held[body.Index]!;
            foreach (var call in body.Calls)
            {
                if (call.Site.RunsElsewhere) continue;
                foreach (var target in call.Targets)
                {
                    if (settled?[target.Body.Index] != true) Narrow(_held, target.Body, atEntry, call, open);
                }
            }
        }
    }

    /// <summary>Starts at all calls but those that construct an object, and goes on to what these call on the same object; outsiders say nothing of what the program itself calls.</summary>
    private void Share(LockProgram program, bool[] isInside, bool ofOutsiders)
    {
        var open = new Queue<Body>(program.Bodies.Where(body => IsRoot(body) && (body.Traits & BodyTraits.IsConstruction) == 0 && isInside[body.Index] != ofOutsiders));
        var settled = ofOutsiders ? System.Array.ConvertAll(_shared, static shared => shared is not null) : null;
        foreach (var body in open) _shared[body.Index] = AtRoot(body);
        foreach (var body in program.Bodies)
        {
            if (!IsDead(body) && isInside[body.Index] != ofOutsiders) Share(body, Of(body), isOwn: false, settled, open);
        }

        while (open.Count > 0)
        {
            var body = open.Dequeue();
            Share(body, _shared[body.Index]!, isOwn: true, settled, open);
        }
    }

    private void Share(Body body, HashSet<ProgramLock> atEntry, bool isOwn, bool[]? settled, Queue<Body> open)
    {
        foreach (var call in body.Calls)
        {
            if (call.Site.RunsElsewhere) continue;
            foreach (var target in call.Targets)
            {
                if ((target.Body.Traits & BodyTraits.IsConstruction) != 0 || settled?[target.Body.Index] == true) continue;
                // What nobody waits for may outlast the construction.
                var receiver = call.Site.IsAwaited || (target.Body.Traits & BodyTraits.IsAsync) == 0 ? target.ReceiverAt(call.Site).Kind : OwnerKind.Unknown;
                if (receiver != OwnerKind.Fresh && receiver == OwnerKind.This == isOwn) Narrow(_shared, target.Body, atEntry, call, open);
            }
        }
    }

    private void Narrow(HashSet<ProgramLock>?[] entries, Body body, HashSet<ProgramLock> atEntry, Simulation.CallEvent call, Queue<Body> open)
    {
        ref var entry = ref entries[body.Index];
        if (entry is { Count: 0 }) return;
        var held = Combine(atEntry, call);
        if (_asserted.Contains(body)) held = [.. held, .. _asserted[body]];
        if (entry is null) entry = held;
        else if (entry.IsSubsetOf(held)) return;
        else entry = [.. entry.Where(held.Contains)];
        open.Enqueue(body);
    }
}
