using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>Constants are values, or objects that are known by the static member that keeps them, as in <c>Kind.Stop</c> of a class <c>Kind</c>.</summary>
internal static class Constants
{
    /// <summary>Whether two constants are equal; nothing when that does not show.</summary>
    public static bool? AreEqual(object? one, object? other)
    {
        if (one is null || other is null) return one == other;
        if (one is ISymbol named && other is ISymbol otherNamed)
            return SymbolEqualityComparer.Default.Equals(named, otherNamed) ? true : SymbolEqualityComparer.Default.Equals(named.ContainingType, otherNamed.ContainingType) ? false : null;
        return one is ISymbol || other is ISymbol ? null : Equals(one, other);
    }
}
