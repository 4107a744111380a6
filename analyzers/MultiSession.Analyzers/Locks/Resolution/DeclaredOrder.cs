using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Reads <c>[LockRank(n)]</c> and <c>[AcquiredBefore(nameof(other))]</c>, ours or a project's own of that name.</summary>
internal static class DeclaredOrder
{
    private const string LockRank = "LockRankAttribute";
    private const string AcquiredBefore = "AcquiredBeforeAttribute";

    /// <summary>A declared order is followed from lock to lock for so long, in case it runs in a circle.</summary>
    private const int MaxSteps = 8;

    public static void ReadRank(ProgramLock @lock)
    {
        foreach (var attribute in @lock.Symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == LockRank && attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is int rank) @lock.Rank = rank;
        }
    }

    /// <summary>Whether an order between the instances or the locks is declared at all.</summary>
    public static bool IsDeclared(ProgramLock @lock) =>
        @lock.Symbol.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is LockRank or AcquiredBefore);

    /// <summary>Whether taking <paramref name="inner"/> while holding <paramref name="outer"/> breaks what was declared.</summary>
    public static bool IsBroken(ProgramLock outer, ProgramLock inner) =>
        outer.Rank is { } outerRank && inner.Rank is { } innerRank && outerRank >= innerRank
        || MustComeBefore(inner.Symbol, outer, MaxSteps);

    /// <summary>Whether one lock is declared to come before another, or before one that is.</summary>
    private static bool MustComeBefore(ISymbol first, ProgramLock second, int steps) =>
        steps > 0 && first.GetAttributes()
            .Where(static attribute => attribute.AttributeClass?.Name == AcquiredBefore)
            .SelectMany(static attribute => attribute.ConstructorArguments)
            .SelectMany(static argument => argument.Kind == TypedConstantKind.Array ? argument.Values.AsEnumerable() : [argument])
            .Any(name => name.Value is string text && (Names(text, first, second) || first.ContainingType?.GetMembers(text).Any(next => MustComeBefore(next, second, steps - 1)) == true));

    private static bool Names(string text, ISymbol first, ProgramLock second)
    {
        var dot = text.LastIndexOf('.');
        if (dot < 0) return text == second.Symbol.Name && SymbolEqualityComparer.Default.Equals(first.ContainingType, second.Symbol.ContainingType);
        return text.Substring(dot + 1) == second.Symbol.Name && second.Name.EndsWith(text, System.StringComparison.Ordinal);
    }
}
