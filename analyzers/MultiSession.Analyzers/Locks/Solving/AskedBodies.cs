using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>The bodies that hold a lock while they call, that end a wait or are waited for, and all that these run: nobody asks of others where they lead.</summary>
internal static class AskedBodies
{
    /// <summary>Whether each body is one, by its index.</summary>
    public static bool[] In(LockProgram program)
    {
        var isAsked = new bool[program.Bodies.Count];
        var open = new Stack<Body>();
        var waitedFor = new HashSet<ISymbol>(program.Bodies.SelectMany(body => body.Waits.SelectMany(wait => SubjectsOf(wait.Wait, body, program))), SymbolEqualityComparer.Default);
        foreach (var body in program.Bodies)
        {
            if (body.Calls.Exists(static call => !call.Held.IsEmpty) || Ends(body.Signals, waitedFor)) open.Push(body);
            foreach (var wait in body.Waits)
            {
                foreach (var work in WorkOf(wait, program.CallersOf(body)))
                {
                    foreach (var target in program.Calls.ResolveDelegate(work)) open.Push(target.Body);
                }
            }
        }

        while (open.Count > 0)
        {
            var body = open.Pop();
            if (isAsked[body.Index]) continue;
            isAsked[body.Index] = true;
            foreach (var call in body.Calls)
            {
                foreach (var target in call.Targets)
                {
                    if (!isAsked[target.Body.Index]) open.Push(target.Body);
                }
            }
        }

        return isAsked;
    }

    private static bool Ends(List<SignalEvent> signals, HashSet<ISymbol> waitedFor) =>
        signals.Count > 0 && signals.Exists(signal => signal.Condition is not null || signal.Signal.Subject is { } subject && waitedFor.Contains(subject));

    /// <summary>What a body waits for, or its callers hand in to be waited for, by all names.</summary>
    private static IEnumerable<ISymbol> SubjectsOf(Wait wait, Body body, LockProgram program) =>
        wait.Subject is IParameterSymbol parameter
            ? program.CallersOf(body).SelectMany(caller => caller.Call.Site.DelegatesFor(parameter) ?? []).Select(static handle => handle.Symbol)
            : program.Signals.SubjectsOf(wait, wait.Subject);

    /// <summary>The work that a body waits for, or that its callers hand in to be waited for.</summary>
    private static IEnumerable<DelegateValue> WorkOf(WaitEvent wait, List<Caller> callers)
    {
        if (wait.Wait.AwaitedWork is not { } work) return [];
        return work.Symbol is IParameterSymbol parameter ? callers.SelectMany(caller => caller.Call.Site.DelegatesFor(parameter) ?? []).Prepend(work) : [work];
    }
}
