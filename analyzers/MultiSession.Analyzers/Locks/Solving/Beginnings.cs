using System.Linq;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Whether a story can begin: somebody calls its first body with what the story needs, and with objects that others know.</summary>
internal sealed class Beginnings(LockProgram program, EntryLocks entry, Reachability reachability)
{
    /// <summary>Callers of callers are asked only so far.</summary>
    private const int MaxSteps = 6;

    /// <summary>A body with more ways that lead to it is believed to be called in every way.</summary>
    private const int MaxCallers = 200;

    private int _asked;

    public bool CanBegin(Nesting nesting)
    {
        _asked = 0;
        var conditions = (nesting.Body.Acquires.Find(acquire => ReferenceEquals(acquire.Acquired, nesting.Outer))?.Conditions ?? []).Aggregate(nesting.Conditions, Conditions.With);
        return CanBegin(nesting.Body, StoryOf(nesting.InnerOwner), 0) && CanBegin(nesting.Body, StoryOf(nesting.Outer.Reference.Owner), 0);

        Reach StoryOf(Owner owner) => new(nesting.Inner, nesting.InnerMode, owner, 1, afterSuspend: true, acquire: null, step: null, next: null, new Needs(nesting.Passed, conditions, OwnerType: null, OwnerPlaces: null, FreedLocks: default));
    }

    private bool CanBegin(Body body, Reach story, int steps)
    {
        if (steps == MaxSteps || entry.IsRoot(body) || IsCertain(story)) return true;
        var callers = program.CallersOf(body).Concat(program.WaitersFor(body)).Where(caller => !entry.IsDead(caller.Body)).ToList();
        _asked += callers.Count;
        return callers.Count == 0 || _asked > MaxCallers || callers.Exists(caller => IsCalledBy(caller, story, steps));
    }

    /// <summary>Whether a caller begins the story; of who runs one of many, like a raiser of an event with many handlers, it is believed.</summary>
    private bool IsCalledBy(Caller caller, Reach story, int steps) =>
        caller.Target.Doubt > Reachability.MaxDoubt || reachability.Follow(caller, story) is { } way && CanBegin(caller.Body, Before(story, way), steps + 1);

    private static Reach Before(Reach story, Way way) => new(story.Goal, story.Mode, way.Owner, 1, afterSuspend: true, acquire: null, step: null, next: null, way.Needs);

    /// <summary>Whether the story needs nothing of its callers.</summary>
    private static bool IsCertain(Reach story) => story is { Needs: { Passed: null, Conditions.IsEmpty: true }, Owner.Kind: not (OwnerKind.This or OwnerKind.Parameter) };
}
