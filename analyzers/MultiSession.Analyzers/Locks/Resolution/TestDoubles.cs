using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Classes that stand in for others in tests, told by the words of their names: what runs them is a test, not the program.</summary>
internal static class TestDoubles
{
    private static readonly string[] Words = ["Fake", "Mock", "Stub", "Dummy"];

    public static bool Contain(INamedTypeSymbol type) => Words.Any(word => IsFirstWord(type.Name, word) || type.Name.EndsWith(word, System.StringComparison.Ordinal));

    private static bool IsFirstWord(string name, string word) =>
        name.StartsWith(word, System.StringComparison.Ordinal) && name.Length > word.Length && char.IsUpper(name[word.Length]);
}
