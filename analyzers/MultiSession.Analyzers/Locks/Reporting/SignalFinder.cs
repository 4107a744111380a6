using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>Looks backwards from a signal for a caller that holds a lock.</summary>
internal sealed class SignalFinder(SolvedProgram solved, Waiting waiting)
{
    private readonly Wait _wait = waiting.Event.Wait;
    private readonly HashSet<ISymbol> _handed = new(waiting.Handed, SymbolEqualityComparer.Default);

    private const int MaxDepth = 6;

    /// <summary>What a signaller runs first may hinge on no more choices than this.</summary>
    private const int MaxDoubt = 2;

    /// <summary>The nearest body that holds the lock on the way to the signal, and the bodies between.</summary>
    public (HeldLock Held, Body Body, List<Body> Path)? Find(Body body, SignalEvent signal)
    {
        if (SameIn(signal.Held, body) is { } direct && !WaitsBefore(body, signal)) return (direct, body, []);
        var seen = new HashSet<Body> { body };
        var queue = new Queue<(Body Body, List<Body> Path)>();
        queue.Enqueue((body, [body]));
        while (queue.Count > 0)
        {
            var (current, path) = queue.Dequeue();
            if (path.Count > MaxDepth) continue;
            foreach (var caller in solved.Program.CallersOf(current))
            {
                if (SameIn(caller.Call.Held, caller.Body) is { } held && !AlsoWaits(caller.Body)) return (held, caller.Body, path);
                if (seen.Add(caller.Body)) queue.Enqueue((caller.Body, [caller.Body, .. path]));
            }
        }

        return null;
    }

    /// <summary>Whether nobody comes to the signal without the lock.</summary>
    public bool IsAlwaysHeld(Body body, SignalEvent signal) => SameIn(signal.Held, body) is not null || solved.Entry.Of(body).Contains(waiting.Held.Lock);

    /// <summary>Where whoever signals takes the lock and frees it again first.</summary>
    public (HeldLock Held, Body Body, Confidence Confidence)? FindPassed(Body body, SignalEvent signal)
    {
        if (WaitsBefore(body, signal)) return null;
        foreach (var passed in signal.Passed)
        {
            if (passed is AcquireEvent { IsTry: false, Acquired: var taken } && IsSame(taken, body)) return (taken, body, Confidence.Direct);
            if (passed is CallEvent call && call.Targets.Select(target => TakenBy(new Caller(body, call, target))).FirstOrDefault(static found => found is not null) is { } inside) return inside;
        }

        return null;
    }

    /// <summary>Where a call takes the lock: who must complete a task first, only if it is certain which body runs.</summary>
    private (HeldLock Held, Body Body, Confidence Confidence)? TakenBy(Caller caller)
    {
        // What was handed in for this very wait is run before it ends.
        var first = _handed.Contains(caller.Target.Body.Symbol) ? Confidence.Target : caller.Target.Confidence;
        var most = _wait.Kind == WaitKind.Completion ? Confidence.Target : Confidence.Delegate;
        if (first > most) return null;
        foreach (var reach in solved.Reachability.Of(caller.Target.Body))
        {
            if (!ReferenceEquals(reach.Goal, waiting.Held.Lock) || reach.Confidence > most || caller.Target.Doubt + reach.Doubt > MaxDoubt || reach.Calls >= MaxDepth
                || reach.AfterSuspend && !caller.WaitsForAll || solved.Reachability.Follow(caller, reach) is null) continue;
            var (end, body) = (reach, caller.Target.Body);
            for (; end.Next is { } next; end = next) body = end.Step!.Target.Body;
            if (end.Acquire is { Acquired: var taken } && IsSame(taken, body)) return (taken, body, first > reach.Confidence ? first : reach.Confidence);
        }

        return null;
    }

    private HeldLock? SameIn(HeldSet held, Body body)
    {
        for (; held.Top is { } top; held = held.Rest!)
        {
            if (IsSame(top, body)) return top;
        }

        return null;
    }

    /// <summary>Whether it is the same lock, and can be that of the same object.</summary>
    private bool IsSame(HeldLock held, Body body) => held.Lock == waiting.Held.Lock && solved.Program.Types.CanBeBoth(LockGraph.OwnerTypeOf(held, body), LockGraph.OwnerTypeOf(waiting.Held, waiting.Body));

    /// <summary>Whoever first waits for the same thing is not the one that ends the wait; nobody waits any more for what he has completed.</summary>
    private bool AlsoWaits(Body body) => _wait.Kind != WaitKind.Completion && Reaches(body);

    /// <summary>The same of the body that signals: what it waits for afterwards does not matter.</summary>
    private bool WaitsBefore(Body body, SignalEvent signal) =>
        _wait.Kind != WaitKind.Completion
        && (body.Waits.Contains(waiting.Event) && _wait.Syntax.SpanStart < signal.Signal.Syntax.SpanStart || signal.Passed.OfType<CallEvent>().Any(call => call.Targets.Any(target => ReachesFreely(target.Body))));

    /// <summary>Whether a body comes to the wait other than by who holds the lock there: at that lock it would be stopped first.</summary>
    private bool ReachesFreely(Body body) =>
        body != waiting.Body && (body.Waits.Contains(waiting.Event) || solved.Reachability.Of(body).Any(reach => ReferenceEquals(reach.Goal, waiting.Event) && !reach.PassesThrough(waiting.Body)));

    private bool Reaches(Body body) => body.Waits.Contains(waiting.Event) || solved.Reachability.Of(body).Any(reach => ReferenceEquals(reach.Goal, waiting.Event));
}
