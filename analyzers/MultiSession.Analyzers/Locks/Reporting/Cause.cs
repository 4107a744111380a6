using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>A cycle that is told, and those that close over the same two places of one of its locks: whoever mends these ends them all.</summary>
internal sealed class Cause(LockCycle told)
{
    /// <summary>More places make nobody wiser.</summary>
    private const int MaxShown = 5;

    private readonly List<(LockCycle Cycle, ProgramLock Shared)> _others = [];

    public LockCycle Told { get; } = told;

    /// <summary>The surest and shortest cycle of each cause.</summary>
    public static IReadOnlyList<Cause> Of(IEnumerable<LockCycle> cycles)
    {
        var causes = new List<Cause>();
        var known = new Dictionary<(SyntaxNode Hold, SyntaxNode Wait), Cause>();
        foreach (var cycle in cycles.OrderBy(static cycle => cycle.Confidence >= Confidence.Dispatch).ThenBy(static cycle => cycle.Nestings.Count).ThenBy(static cycle => cycle.Cost))
        {
            var places = PlacesOf(cycle);
            if (places.FirstOrDefault(place => known.ContainsKey(place.Key)) is { Lock: { } shared } same)
            {
                known[same.Key]._others.Add((cycle, shared));
                continue;
            }

            var cause = new Cause(cycle);
            causes.Add(cause);
            foreach (var (key, _) in places) known[key] = cause;
        }

        return causes;
    }

    /// <summary>Where the cycles that close over the same places take their other locks; empty when there is none.</summary>
    public string Others(Wrappers wrappers) => string.Concat(_others.GroupBy(static other => other.Shared, static other => Elsewhere(other.Cycle, other.Shared))
        .Select(group => $"; {(group.Count() == 1 ? "one more cycle goes" : $"{group.Count()} more cycles go")}"
            + $" over the same places of {Story.LockName(group.Key, wrappers)}, by way of {Listed([.. group.Distinct()])}"));

    private static string Listed(ImmutableArray<string> places) =>
        string.Join(", ", places.Take(MaxShown)) + (places.Length > MaxShown ? $" and {places.Length - MaxShown} more places" : "");

    private static string Elsewhere(LockCycle cycle, ProgramLock shared) =>
        Story.Place(cycle.Nestings.First(nesting => nesting.Outer.Lock != shared).Outer.Syntax.GetLocation());

    /// <summary>Of each lock, where it is held and where it is waited for.</summary>
    private static ImmutableArray<((SyntaxNode Hold, SyntaxNode Wait) Key, ProgramLock Lock)> PlacesOf(LockCycle cycle) =>
        [.. cycle.Nestings.Select((nesting, index) => ((nesting.Outer.Syntax, cycle.Nestings[(index + cycle.Nestings.Count - 1) % cycle.Nestings.Count].Waits), nesting.Outer.Lock))];
}
