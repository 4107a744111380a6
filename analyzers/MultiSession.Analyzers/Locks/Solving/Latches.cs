using System.Collections.Immutable;
using System.Linq;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Who came past a latch keeps out all who would have to come past it, too.</summary>
internal static class Latches
{
    /// <summary>Whether there are any, as there hardly are.</summary>
    public static bool AreIn(ImmutableArray<Condition> conditions)
    {
        foreach (var condition in conditions)
        {
            if (condition is LatchCondition) return true;
        }

        return false;
    }

    /// <summary>Whether a lock is only taken behind a latch of its own object that whoever holds it has switched.</summary>
    /// <param name="waits">Where the lock is waited for.</param>
    /// <param name="held">The other thread's hold of it.</param>
    /// <param name="passed">What is so where that thread stands.</param>
    public static bool KeepOut(AcquireEvent waits, HeldLock held, ImmutableArray<Condition> passed) =>
        passed.Any(condition => condition is LatchCondition latch && IsOf(latch, held) && IsOf(latch, waits.Acquired) && waits.Conditions.Contains(latch));

    private static bool IsOf(LatchCondition latch, HeldLock held) => latch.Member.IsStatic || held.Reference.Owner.Kind == OwnerKind.This;
}
