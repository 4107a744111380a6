using System.Collections.Generic;
using System.Linq;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Whether a story can begin: somebody calls its first body with what the story needs, and with objects that others know.</summary>
internal sealed class Beginnings(LockProgram program, EntryLocks entry, Reachability reachability)
{
    /// <summary>Callers of callers are asked only so far.</summary>
    private const int MaxSteps = 6;

    /// <summary>A body with more ways that lead to it is believed to be called in every way.</summary>
    private const int MaxCallers = 200;

    private int _asked;

    /// <summary>What all hold who can begin a story, beside what every caller of its body holds; nothing when nobody can.</summary>
    public HashSet<ProgramLock>? HeldFor(Nesting nesting)
    {
        _asked = 0;
        var conditions = (nesting.Body.Acquires.Find(acquire => ReferenceEquals(acquire.Acquired, nesting.Outer))?.Conditions ?? []).Aggregate(nesting.Conditions, Conditions.With);
        if (HeldFor(nesting.Body, StoryOf(nesting.Taken.Owner)) is not { } forInner || HeldFor(nesting.Body, StoryOf(nesting.Outer.Reference.Owner)) is not { } forOuter) return null;
        return forOuter.Count == 0 ? forInner : [.. forInner, .. forOuter];

        Reach StoryOf(Owner owner) => new(nesting.Inner, nesting.Taken.Mode, owner, 1, afterSuspend: true, acquire: null, step: null, next: null, new Needs(nesting.Passed, conditions, OwnerType: null, OwnerPlaces: null, FreedLocks: default));
    }

    private HashSet<ProgramLock>? HeldFor(Body body, Reach story)
    {
        if (entry.IsRoot(body) || IsCertain(story) || CallersOf(body) is not { } callers) return EntryLocks.None;
        HashSet<ProgramLock>? common = null;
        foreach (var caller in callers)
        {
            if (!IsCalledBy(caller, story, steps: 0)) continue;
            var held = entry.At(caller.Body, caller.Call);
            if (common is null) common = [.. held];
            else common.IntersectWith(held);
            if (common.Count == 0) break;
        }

        return common;
    }

    private bool CanBegin(Body body, Reach story, int steps)
    {
        if (steps == MaxSteps || entry.IsRoot(body) || IsCertain(story)) return true;
        return CallersOf(body) is not { } callers || callers.Exists(caller => IsCalledBy(caller, story, steps));
    }

    /// <summary>Who calls a body; nothing when there are none, or too many to be asked.</summary>
    private List<Caller>? CallersOf(Body body)
    {
        var callers = program.CallersOf(body).Concat(program.WaitersFor(body)).Where(caller => !entry.IsDead(caller.Body)).ToList();
        _asked += callers.Count;
        return callers.Count == 0 || _asked > MaxCallers ? null : callers;
    }

    /// <summary>Whether a caller begins the story, and does not hold what it leads to; of who runs one of many, like a raiser of an event with many handlers, it is believed.</summary>
    private bool IsCalledBy(Caller caller, Reach story, int steps) =>
        caller.Target.Doubt > Reachability.MaxDoubt || !(story.Goal is ProgramLock goal && entry.At(caller.Body, caller.Call).Contains(goal)) && reachability.Follow(caller, story) is { } way && CanBegin(caller.Body, Before(story, way), steps + 1);

    private static Reach Before(Reach story, Way way) => new(story.Goal, story.Mode, way.Owner, 1, afterSuspend: true, acquire: null, step: null, next: null, way.Needs);

    /// <summary>Whether the story needs nothing of its callers.</summary>
    private static bool IsCertain(Reach story) => story is { Needs: { Passed: null, Conditions.IsEmpty: true }, Owner.Kind: not (OwnerKind.This or OwnerKind.Parameter) };
}
