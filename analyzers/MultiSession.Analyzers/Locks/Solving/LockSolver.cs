using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Everything that the rules read their findings from.</summary>
internal sealed record SolvedProgram(LockProgram Program, EntryLocks Entry, Reachability Reachability, LockGraph Graph);

/// <summary>Solves a program: who reaches which lock, what is held on entry, which lock is taken under which.</summary>
internal static class LockSolver
{
    public static SolvedProgram Solve(Facts facts, TypeIndex types, CancellationToken cancellationToken)
    {
        var program = LockProgram.Build(facts, types, cancellationToken);
        var entry = new EntryLocks(program);
        var reachability = new Reachability(program);
        // Which waits matter depends on which work takes locks: the locks come first.
        foreach (var seeds in SeedsOf(program, entry).Values.Concat(WaitsOf(program, entry, reachability)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            reachability.Spread(seeds);
        }

        return new SolvedProgram(program, entry, reachability, LockGraph.Build(program, entry, reachability, cancellationToken));
    }

    /// <summary>Where each lock is taken; a lock that is only ever taken with a time limit is never waited for.</summary>
    private static SortedDictionary<int, List<(Body, Reach)>> SeedsOf(LockProgram program, EntryLocks entry)
    {
        var seeds = new SortedDictionary<int, List<(Body, Reach)>>();
        foreach (var body in program.Bodies)
        {
            if (entry.IsDead(body)) continue;
            foreach (var acquire in body.Acquires)
            {
                var (taken, owner) = (acquire.Acquired, acquire.Acquired.Reference.Owner);
                if (acquire.IsTry || program.Wrappers.LeavesHeld(body, taken) || entry.IsUnknownToOthers(owner, body)) continue;
                if (!seeds.TryGetValue(taken.Lock.Id, out var ofLock)) seeds.Add(taken.Lock.Id, ofLock = []);
                ofLock.Add((body, new Reach(taken.Lock, taken.Mode, owner, 1, acquire.AfterSuspend, acquire, step: null, next: null, NeedsOf(body, acquire, program))));
            }
        }

        return seeds;
    }

    /// <summary>What an acquisition needs of the calls that lead to its body.</summary>
    public static Needs NeedsOf(Body body, AcquireEvent acquire, LockProgram program) =>
        new(null, acquire.Conditions, LockGraph.OwnerTypeOf(acquire.Acquired, body), program.PlacesOf(acquire.Acquired.Reference.Owner), acquire.Freed);

    /// <summary>Where a thread blocks, so that a caller's held lock is seen to be held through the wait.</summary>
    private static IEnumerable<List<(Body, Reach)>> WaitsOf(LockProgram program, EntryLocks entry, Reachability reachability)
    {
        foreach (var body in program.Bodies)
        {
            if (entry.IsDead(body)) continue;
            foreach (var wait in body.Waits)
            {
                if (!MayNeedLock(wait.Wait, program, reachability)) continue;
                var needs = new Needs(null, wait.Conditions, OwnerType: null, OwnerPlaces: null, wait.Freed);
                yield return [(body, new Reach(wait, LockMode.Exclusive, Owner.Unknown, 1, wait.AfterSuspend, acquire: null, step: null, next: null, needs))];
            }
        }
    }

    private static bool MayNeedLock(Wait wait, LockProgram program, Reachability reachability) =>
        wait.AwaitedWork is not { } work ? program.Signals.MayEnd(wait) : program.Calls.ResolveDelegate(work).Any(target => reachability.Of(target.Body).Any(static reach => reach.Goal is ProgramLock));
}
