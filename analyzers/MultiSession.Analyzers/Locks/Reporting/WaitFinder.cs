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
                foreach (var held in wait.Held.All()) yield return new Waiting(body, wait, held, Route.Direct);
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
                            || solved.Reachability.Follow(caller, reach) is not { Needs: var needs, Doubt: var guess }) continue;
                        foreach (var held in call.Held.All().Where(held => !needs.Freed.Contains(held.Lock))) yield return new Waiting(body, wait, held, new Route(caller, reach, guess));
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
                if (!ReferenceEquals(reach.Goal, held.Lock) || reach.RunsElsewhere || waiting.Route.Calls + reach.Calls > MaxCalls || waiting.Route.Doubt + target.Doubt + reach.Doubt > MaxDoubt) continue;
                // The start of a called method runs on the caller's thread: only what comes after its first await runs elsewhere.
                // Where it is called on the spot, a lock that does not know its holder is told as one that is taken again.
                if (target.Value is { StartsOnCaller: true } start
                    && (!reach.AfterSuspend || work.Kind != DelegateValueKind.Variable && !held.Lock.IsReentrant || !Suspension.CanOutlast(target.Body, start, work))) continue;
                if (!OwnWork.CanBe(solved, waiting, target, reach)) continue;
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
        waiting.Body == work || waiting.Route.PassesThrough(work)
        || waiting.Event.Wait.Kind == WaitKind.Callback && !solved.Entry.IsRoot(waiting.Body) && solved.Program.CallersOf(waiting.Body).All(caller => caller.Body == work);

    /// <summary>Someone signals under the lock; or all who signal come to it by way of the lock, as all must who complete a task.</summary>
    private static Diagnostic? ExplainSignal(SolvedProgram solved, Waiting waiting)
    {
        var subjects = solved.Program.Signals.SubjectsOf(waiting.Event.Wait, waiting.Subject);
        if (SignalOrder.WaitsAfterSignal(solved, waiting, subjects)) return null;
        var finder = new SignalFinder(solved, waiting);
        Diagnostic? first = null;
        var mayCome = false;
        foreach (var (other, signal) in solved.Program.Signals.For(waiting.Event, subjects))
        {
            if (solved.Entry.IsDead(other) || !Signals.Ends(signal, waiting.Event, subjects)) continue;
            if (finder.Find(other, signal) is { } found && waiting.Route.Calls + found.Path.Count <= MaxCalls && (waiting.Event.Wait.Kind != WaitKind.Completion || finder.IsAlwaysHeld(other, signal)))
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
        if (waiting.Route.Confidence > confidence) confidence = waiting.Route.Confidence;
        var at = waiting.Route.Call?.Call.Site.Syntax ?? waiting.Event.Wait.Syntax;
        return LockReporter.Create(LockDescriptors.WaitUnderLock, confidence, locks, [story, other], at,
            what, Story.LockName(waiting.Held.Lock, wrappers), $"one thread {story.Text}; the other {other.Text}");
    }
}
