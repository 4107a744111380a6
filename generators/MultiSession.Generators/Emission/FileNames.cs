using System.Collections.Immutable;
using System.Globalization;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Names the generated files: the compiler refuses two that differ in case only.</summary>
internal static class FileNames
{
    /// <summary>The names that another one equals without regard to case; almost always none.</summary>
    public static EquatableArray<string> Collisions(ImmutableArray<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    public static string BaseOf(string fullName, EquatableArray<string> collisions) =>
        collisions.Contains(fullName) ? $"{fullName}-{CaseOf(fullName)}" : fullName;

    // Which letters are capitals tells colliding names apart, whatever others there are.
    private static string CaseOf(string name)
    {
        var hash = 17L;
        foreach (var character in name) hash = unchecked((hash * 31) + character);
        return hash.ToString("x", CultureInfo.InvariantCulture);
    }
}
