using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>Waits under a lock whose end needs that lock (MSES0004).</summary>
internal static class WaitFinder
{
    /// <summary>Both stories must be true at once: together they may hinge on no more choices than this.</summary>
    private const int MaxDoubt = 4;

    /// <summary>Each call may hinge on something that the analysis does not see: both stories together have no more than this.</summary>
    private const int MaxCalls = 10;

    /// <summary>Who takes the lock of some object after more calls than this hardly takes that of the object that waits.</summary>
    private const int MaxCallsToSomeObject = 4;

    /// <summary>One finding for a wait and a lock, however many callers hold it: the shortest story tells it best.</summary>
    public static IEnumerable<Diagnostic> Find(SolvedProgram solved)
    {
        var told = new HashSet<(WaitEvent, ProgramLock, LockMode, CallSite?)>();
        foreach (var waiting in WaitsUnderLocks(solved).OrderBy(static waiting => waiting.Cost))
        {
            // What ends the wait depends on who waits only where he hands it in: otherwise it is looked for once.
            if (waiting.Held.Lock == waiting.Event.Condition || solved.Entry.IsUnknownToOthers(waiting.Held.Reference.Owner, waiting.Body)) continue;
            var key = (waiting.Event, waiting.Held.Lock, waiting.Held.Mode, waiting.HandedIn);
            if (told.Contains(key) || IsWaitForOneself(solved, waiting)) continue;
            told.Add(key);
            if (Explain(solved, waiting) is { } diagnostic) yield return diagnostic;
        }
    }

    private static IEnumerable<Waiting> WaitsUnderLocks(SolvedProgram solved)
    {
        foreach (var body in solved.Program.Bodies)
        {
            if (solved.Entry.IsDead(body)) continue;
            foreach (var wait in body.Waits)
            {
                foreach (var held in wait.Held.All()) yield return new Waiting(body, wait, held, Call: null, Reach: null);
            }

            foreach (var call in body.Calls)
            {
                if (call.Held.IsEmpty) continue;
                foreach (var target in call.Targets)
                {
                    var caller = new Caller(body, call, target);
                    foreach (var reach in solved.Reachability.Of(target.Body))
                    {
                        // Who comes back to the same body waits there for another object: a whole for its part.
                        if (reach.Goal is not WaitEvent wait || target.Body == body || reach.PassesThrough(body) || reach.AfterSuspend && !caller.WaitsForAll || reach.Doubt + target.Doubt > MaxDoubt
                            || solved.Reachability.Follow(caller, reach) is not { Needs: var needs }) continue;
                        foreach (var held in call.Held.All().Where(held => !needs.Freed.Contains(held.Lock))) yield return new Waiting(body, wait, held, caller, reach);
                    }
                }
            }
        }
    }

    private static Diagnostic? Explain(SolvedProgram solved, Waiting waiting) => waiting.Event.Wait.Kind switch
    {
        WaitKind.Task or WaitKind.Thread or WaitKind.Callback => ExplainWork(solved, waiting),
        _ => ExplainSignal(solved, waiting),
    };

    /// <summary>The work itself takes the lock.</summary>
    private static Diagnostic? ExplainWork(SolvedProgram solved, Waiting waiting)
    {
        var (wait, held) = (waiting.Event, waiting.Held);
        foreach (var (work, target) in waiting.Work.SelectMany(work => solved.Program.Calls.ResolveDelegate(work).Select(target => (work, target))))
        {
            if (IsPartOf(waiting, target.Body, solved)) continue; // of several, another one may be waited for
            foreach (var reach in solved.Reachability.Of(target.Body))
            {
                if (reach.Owner is { IsExact: false } && held.Reference.Owner.Kind != OwnerKind.Static && reach.Calls > MaxCallsToSomeObject) continue;
                // What the work itself waits for is told where it does.
                if (!ReferenceEquals(reach.Goal, held.Lock) || reach.RunsElsewhere || waiting.Calls + reach.Calls > MaxCalls || waiting.Doubt + target.Doubt + reach.Doubt > MaxDoubt) continue;
                // The start of a called method runs on the caller's thread: only what comes after its first await runs elsewhere.
                // Where it is called on the spot, a lock that does not know its holder is told as one that is taken again.
                if (target.Value is { StartsOnCaller: true } start
                    && (!reach.AfterSuspend || work.Kind != DelegateValueKind.Variable && !held.Lock.IsReentrant || !Suspension.CanOutlast(target.Body, start, work))) continue;
                if (held.Mode == LockMode.Read && reach.Mode == LockMode.Read || Latches.KeepOut(reach.Last, held, waiting.Conditions)) continue;
                var what = wait.Wait.Kind switch { WaitKind.Thread => "a thread", WaitKind.Callback => "a running callback", _ => "a task" };
                // Of some object it is a guess that it is the one at hand.
                var isSame = held.Reference.Owner.Kind == OwnerKind.Static || reach.Owner.IsExact && reach.Owner.Equals(held.Reference.Owner);
                return Report(solved, waiting, what, Story.OfWork(target.Body, reach, 1, solved.Program.Wrappers), isSame || target.Confidence > Confidence.Dispatch ? target.Confidence : Confidence.Dispatch);
            }
        }

        return null;
    }

    /// <summary>Whether there is no other work to wait for than that which waits.</summary>
    private static bool IsWaitForOneself(SolvedProgram solved, Waiting waiting)
    {
        var work = waiting.Work.SelectMany(work => solved.Program.Calls.ResolveDelegate(work)).ToList();
        return work.Count > 0 && work.TrueForAll(target => IsPartOf(waiting, target.Body, solved));
    }

    /// <summary>Whether who waits is in the work itself, or comes by it: nobody is told to wait for himself.</summary>
    private static bool IsPartOf(Waiting waiting, Body work, SolvedProgram solved) =>
        waiting.Body == work || waiting.Steps.Any(step => step.Target.Body == work)
        || waiting.Event.Wait.Kind == WaitKind.Callback && !solved.Entry.IsRoot(waiting.Body) && solved.Program.CallersOf(waiting.Body).All(caller => caller.Body == work);

    /// <summary>Someone signals under the lock; or all who signal come to it by way of the lock, as all must who complete a task.</summary>
    private static Diagnostic? ExplainSignal(SolvedProgram solved, Waiting waiting)
    {
        var subjects = solved.Program.Signals.SubjectsOf(waiting.Event.Wait, waiting.Subject);
        if (SignalOrder.WaitsAfterSignal(solved, waiting, subjects)) return null;
        var finder = new SignalFinder(solved, waiting.Held, waiting.Body, waiting.Event);
        Diagnostic? first = null;
        var mayCome = false;
        foreach (var (other, signal) in solved.Program.Signals.For(waiting.Event, subjects))
        {
            if (solved.Entry.IsDead(other) || !Signals.Ends(signal, waiting.Event, subjects)) continue;
            if (finder.Find(other, signal) is { } found && waiting.Calls + found.Path.Count <= MaxCalls && (waiting.Event.Wait.Kind != WaitKind.Completion || finder.IsAlwaysHeld(other, signal)))
            {
                first ??= TellSignal(solved, waiting, found.Held, found.Body, found.Path, signal, found.Path.Count > 0 ? Confidence.Target : Confidence.Direct);
                if (waiting.Event.Wait.Kind != WaitKind.Completion) return first;
            }
            else if (finder.FindPassed(other, signal) is { } passed)
            {
                first ??= TellSignal(solved, waiting, passed.Held, passed.Body, [], signal, passed.Confidence == Confidence.Target ? Confidence.Direct : passed.Confidence);
            }
            else
            {
                mayCome = true;
            }
        }

        return mayCome ? null : first;
    }

    private static Diagnostic TellSignal(SolvedProgram solved, Waiting waiting, HeldLock held, Body body, List<Body> path, SignalEvent signal, Confidence confidence)
    {
        var (wait, wrappers) = (waiting.Event, solved.Program.Wrappers);
        var what = wait.Wait.Kind switch { WaitKind.Condition => $"a pulse of {Story.LockName(wait.Condition!, wrappers)}", _ => NameOf(waiting.Subject!) };
        var story = Story.OfSignal(held, body, signal.Signal.Syntax, path.Select(static step => Story.NameOf(step.Symbol)), 1, wrappers);
        return Report(solved, waiting, what, story, confidence);
    }

    private static string NameOf(ISymbol subject) => subject is IMethodSymbol method ? $"the task of {Story.NameOf(method)}" : subject.Name;

    private static Diagnostic Report(SolvedProgram solved, Waiting waiting, string what, Story other, Confidence confidence)
    {
        var wrappers = solved.Program.Wrappers;
        var story = Story.OfWait(waiting, what, wrappers);
        IReadOnlyList<ProgramLock> locks = waiting.Event.Condition is { } condition ? [waiting.Held.Lock, condition] : [waiting.Held.Lock];
        if (waiting.Reach is { } reach && reach.Confidence > confidence) confidence = reach.Confidence;
        if (waiting.Call is { } call && call.Target.Confidence > confidence) confidence = call.Target.Confidence;
        var at = waiting.Call?.Call.Site.Syntax ?? waiting.Event.Wait.Syntax;
        return LockReporter.Create(LockDescriptors.WaitUnderLock, confidence, locks, [story, other], at,
            what, Story.LockName(waiting.Held.Lock, wrappers), $"one thread {story.Text}; the other {other.Text}");
    }
}

/// <summary>Looks backwards from a signal for a caller that holds a lock.</summary>
internal sealed class SignalFinder(SolvedProgram solved, HeldLock waiting, Body waiter, WaitEvent wait)
{
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
    public bool IsAlwaysHeld(Body body, SignalEvent signal) => SameIn(signal.Held, body) is not null || solved.Entry.Of(body).Contains(waiting.Lock);

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
        var most = wait.Wait.Kind == WaitKind.Completion ? Confidence.Target : Confidence.Delegate;
        if (caller.Target.Confidence > most) return null;
        foreach (var reach in solved.Reachability.Of(caller.Target.Body))
        {
            if (!ReferenceEquals(reach.Goal, waiting.Lock) || reach.Confidence > most || caller.Target.Doubt + reach.Doubt > MaxDoubt || reach.Calls >= MaxDepth
                || reach.AfterSuspend && !caller.WaitsForAll || solved.Reachability.Follow(caller, reach) is null) continue;
            var (end, body) = (reach, caller.Target.Body);
            for (; end.Next is { } next; end = next) body = end.Step!.Target.Body;
            if (end.Acquire is { Acquired: var taken } && IsSame(taken, body)) return (taken, body, caller.Target.Confidence > reach.Confidence ? caller.Target.Confidence : reach.Confidence);
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
    private bool IsSame(HeldLock held, Body body) => held.Lock == waiting.Lock && solved.Program.Types.CanBeBoth(LockGraph.OwnerTypeOf(held, body), LockGraph.OwnerTypeOf(waiting, waiter));

    /// <summary>Whoever first waits for the same thing is not the one that ends the wait; nobody waits any more for what he has completed.</summary>
    private bool AlsoWaits(Body body) => wait.Wait.Kind != WaitKind.Completion && Reaches(body);

    /// <summary>The same of the body that signals: what it waits for afterwards does not matter.</summary>
    private bool WaitsBefore(Body body, SignalEvent signal) =>
        wait.Wait.Kind != WaitKind.Completion
        && (body.Waits.Contains(wait) && wait.Wait.Syntax.SpanStart < signal.Signal.Syntax.SpanStart || signal.Passed.OfType<CallEvent>().Any(call => call.Targets.Any(target => Reaches(target.Body))));

    private bool Reaches(Body body) => body.Waits.Contains(wait) || solved.Reachability.Of(body).Any(reach => ReferenceEquals(reach.Goal, wait));
}
