using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>The solved graph as it is drawn.</summary>
internal static class GraphModel
{
    public static LockGraphModel Of(SolvedProgram solved, IReadOnlyList<LockCycle> cycles)
    {
        var inCycle = new HashSet<(ProgramLock, ProgramLock)>(cycles.SelectMany(static cycle => cycle.Nestings).Select(static nesting => (nesting.Outer.Lock, nesting.Inner)));
        var wrappers = solved.Program.Wrappers;
        return new LockGraphModel(
            [.. solved.Program.Locks.Locks.OrderBy(static @lock => @lock.Id)
                .Select(static @lock => new LockNode(@lock.Id, @lock.Name, @lock.ShortName, @lock.Flavor.ToString(), @lock.Symbol.Locations.FirstOrDefault() ?? Location.None))],
            [
                .. solved.Graph.Edges
                    .OrderBy(static edge => edge.Key.From.Id).ThenBy(static edge => edge.Key.To.Id)
                    .Select(edge => new LockEdge(edge.Key.From.Id, edge.Key.To.Id, solved.Graph.CountOf(edge.Key.From, edge.Key.To), inCycle.Contains(edge.Key),
                        [.. Story.Of(edge.Value[0], 0, wrappers).Steps])),
            ]);
    }
}
