using System.Linq;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>The work that an object has started for itself runs on that object: with the handlers, and as the class, that the object is waited for as.</summary>
internal static class OwnWork
{
    public static bool CanBe(SolvedProgram solved, Waiting waiting, CallTarget work, Reach reach)
    {
        var (owner, doubt) = (reach.Owner, waiting.Route.Doubt + work.Doubt + reach.Doubt);
        if (work.DelegateReceiver.Kind != OwnerKind.This || waiting.HandedIn is not null)
            return doubt + reach.Needs.Conditions.OfType<MemberCondition>().Sum(static condition => condition.Doubt) <= Reachability.MaxDoubt;
        // In which state the object is meanwhile, who waits does not know.
        var needs = reach.Needs with { Given = [.. reach.Needs.Conditions.Where(static condition => condition is MemberCondition or RunsCondition or TypeCondition)] };
        foreach (var step in waiting.Route.Steps.Reverse())
        {
            var story = new Reach(reach.Goal, reach.Mode, owner, cost: 1, afterSuspend: true, acquire: null, step: null, next: null, needs);
            if (solved.Reachability.Follow(step, story) is not { } way) return false;
            (owner, needs, doubt) = (way.Owner, way.Needs, doubt + way.Doubt);
        }

        return doubt <= Reachability.MaxDoubt;
    }
}
