using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>Who is only ever run by those that have signalled, as the callback of an operation that is complete, waits no more for that signal.</summary>
internal static class SignalOrder
{
    public static bool WaitsAfterSignal(SolvedProgram solved, Waiting waiting, HashSet<ISymbol> subjects)
    {
        var (body, wait) = (waiting.Body, waiting.Event);
        // A pulse that comes before the wait is lost.
        if (wait.Condition is not null) return false;
        if (waiting.Route.Steps.Any(step => HasSignalled(solved.Program, step, wait, subjects))) return true;
        var callers = solved.Program.CallersOf(body);
        return !solved.Entry.IsRoot(body) && callers.Count > 0 && callers.All(caller => HasSignalled(solved.Program, caller, wait, subjects));
    }

    /// <summary>Whether the signal stands before the call: in the same body, or in one around the lambda that calls.</summary>
    private static bool HasSignalled(LockProgram program, Caller caller, WaitEvent wait, HashSet<ISymbol> subjects)
    {
        var call = caller.Call.Site.Syntax;
        for (var around = caller.Body.Symbol; around is IMethodSymbol; around = around.ContainingSymbol)
        {
            var body = program.Calls.BodyOf(around);
            if (body?.Signals.Exists(signal => Signals.Ends(signal, wait, subjects) && signal.Signal.Syntax.SpanStart < call.SpanStart) == true) return true;
        }

        return false;
    }
}
