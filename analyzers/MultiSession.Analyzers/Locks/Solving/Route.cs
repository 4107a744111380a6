using System.Collections.Generic;
using System.Linq;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>The way from a body that holds a lock to what happens under it: in the body itself, or by a call.</summary>
/// <param name="Call">The first call.</param>
/// <param name="Reach">The way on from what it calls.</param>
/// <param name="Guess">How much of a guess it is that the call gives what the way needs.</param>
internal readonly record struct Route(Caller? Call, Reach? Reach, int Guess)
{
    /// <summary>What is done in the body itself.</summary>
    public static Route Direct => default;

    /// <summary>How many calls there are on the way.</summary>
    public int Calls => Call is null ? 0 : Reach!.Calls + 1;

    /// <summary>How much of a guess the way is.</summary>
    public int Doubt => Call is null ? 0 : Reach!.Doubt + Call.Target.Doubt + Guess;

    public Confidence Confidence => Call is null ? Confidence.Direct : Reach!.Confidence > Call.Target.Confidence ? Reach.Confidence : Call.Target.Confidence;

    /// <summary>The calls on the way, from the first.</summary>
    public IEnumerable<Caller> Steps
    {
        get
        {
            if (Call is { } first) yield return first;
            for (var reach = Reach; reach is not null; reach = reach.Next)
            {
                if (reach.Step is { } step) yield return step;
            }
        }
    }

    /// <summary>Whether the way goes through a body.</summary>
    public bool PassesThrough(Body body) => Steps.Any(step => step.Target.Body == body);
}
