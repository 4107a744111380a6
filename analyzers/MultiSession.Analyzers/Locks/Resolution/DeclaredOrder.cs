using System;
using System.Collections.Immutable;
using System.Globalization;
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
        foreach (var attribute in AttributesOf(@lock.Symbol))
        {
            if (attribute.AttributeClass?.Name != LockRank) continue;
            var given = attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static named => named.Value));
            if (given.Where(static argument => argument.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum).Select(static argument => argument.Value)
                .FirstOrDefault(static value => value is sbyte or byte or short or ushort or int or uint or long) is { } rank)
                @lock.Rank = Convert.ToInt64(rank, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whether an order between the instances or the locks is declared at all.</summary>
    public static bool IsDeclared(ProgramLock @lock) =>
        AttributesOf(@lock.Symbol).Any(static attribute => attribute.AttributeClass?.Name is LockRank or AcquiredBefore);

    /// <summary>Whether taking <paramref name="inner"/> while holding <paramref name="outer"/> breaks what was declared.</summary>
    public static bool IsBroken(ProgramLock outer, ProgramLock inner) =>
        outer.Rank is { } outerRank && inner.Rank is { } innerRank && outerRank >= innerRank
        || MustComeBefore(inner.Symbol, outer, MaxSteps);

    /// <summary>Whether one lock is declared to come before another, or before one that is.</summary>
    private static bool MustComeBefore(ISymbol first, ProgramLock second, int steps) =>
        steps > 0 && AttributesOf(first)
            .Where(static attribute => attribute.AttributeClass?.Name == AcquiredBefore)
            .SelectMany(static attribute => attribute.ConstructorArguments)
            .SelectMany(static argument => argument.Kind == TypedConstantKind.Array ? argument.Values.AsEnumerable() : [argument])
            .Any(name => name.Value is string text && (Names(text, first, second) || first.ContainingType?.GetMembers(text).Any(next => MustComeBefore(next, second, steps - 1)) == true));

    /// <summary>What is declared of a lock; of one in a property also by <c>[field: …]</c>.</summary>
    private static ImmutableArray<AttributeData> AttributesOf(ISymbol symbol) =>
        symbol is IPropertySymbol && symbol.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol)) is { } storage
            ? symbol.GetAttributes().AddRange(storage.GetAttributes())
            : symbol.GetAttributes();

    private static bool Names(string text, ISymbol first, ProgramLock second)
    {
        var dot = text.LastIndexOf('.');
        if (dot < 0) return text == second.Symbol.Name && SymbolEqualityComparer.Default.Equals(first.ContainingType, second.Symbol.ContainingType);
        return text.Substring(dot + 1) == second.Symbol.Name && second.Name.EndsWith(text, StringComparison.Ordinal);
    }
}
