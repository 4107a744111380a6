using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>
/// Whether a call can leave anything to be waited for. Asynchronous methods with a synchronous twin behind an argument, as in <c>Flush(async: false)</c>,
/// do all of their work on the caller's thread when the argument says so.
/// </summary>
internal static class Suspension
{
    /// <summary>What runs more bodies than this may wait for anything.</summary>
    private const int MaxBodies = 200;

    /// <summary>Whether a task can outlast the call that starts it; <paramref name="work"/> is that call, or what returns its task.</summary>
    public static bool CanOutlast(Body body, DelegateValue start, DelegateValue work)
    {
        var bound = Bind(body.Symbol, start.Given, Bind(work.Symbol, work.Given, []));
        return bound.Count == 0 || Search(body, bound, []);
    }

    private static bool Search(Body body, Dictionary<ISymbol, object?> bound, HashSet<(Body, string)> seen)
    {
        if (!seen.Add((body, KeyOf(bound)))) return false;
        if (seen.Count > MaxBodies) return true;
        return body.Suspends.Exists(suspend => Happens(suspend.Conditions, bound) && LeavesWork(body, suspend, bound, seen));
    }

    /// <summary>Whether what is awaited may take longer than the call that starts it; of what is not a call of the source it is not known.</summary>
    private static bool LeavesWork(Body body, Simulation.SuspendEvent suspend, Dictionary<ISymbol, object?> bound, HashSet<(Body, string)> seen)
    {
        var calls = suspend.Awaited is null ? [] : body.Calls.FindAll(call => call.Site.Syntax == suspend.Awaited);
        return calls.Count == 0 || calls.Exists(call => call.Targets.Any(target => Search(target.Body, Bind(target.Body.Symbol, call.Site.Arguments, bound), seen)));
    }

    private static bool Happens(ImmutableArray<Condition> conditions, Dictionary<ISymbol, object?> bound) =>
        conditions.All(condition => condition is not ValueCondition value || !bound.TryGetValue(value.Parameter, out var known) || value.Allows(known));

    /// <summary>The constants that the parameters of a method have; a local function sees those of the method around it too.</summary>
    private static Dictionary<ISymbol, object?> Bind(ISymbol method, ImmutableArray<Argument?> given, Dictionary<ISymbol, object?> outer)
    {
        var isNested = method is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction };
        var bound = isNested ? new Dictionary<ISymbol, object?>(outer, SymbolEqualityComparer.Default) : new Dictionary<ISymbol, object?>(SymbolEqualityComparer.Default);
        if (method is not IMethodSymbol { Parameters: var parameters } || given.IsDefault) return bound;
        foreach (var parameter in parameters)
        {
            if (parameter.Ordinal >= given.Length || given[parameter.Ordinal] is not { } argument) continue;
            if (argument.HasConstant) bound[parameter] = argument.Constant;
            else if (argument.Parameter is { } handedOn && outer.TryGetValue(handedOn, out var known)) bound[parameter] = argument.IsNegated && known is bool flag ? !flag : known;
        }

        return bound;
    }

    private static string KeyOf(Dictionary<ISymbol, object?> bound) => string.Join(",", bound.Select(static pair => $"{pair.Key.Name}={pair.Value}"));
}
