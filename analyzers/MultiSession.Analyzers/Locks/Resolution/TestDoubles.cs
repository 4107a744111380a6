using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Classes that stand in for others in tests, told by the words of names: what runs them is a test, not the program.</summary>
internal static class TestDoubles
{
    private static readonly string[] Words = ["Fake", "Mock", "Stub", "Dummy"];

    private static readonly string[] TestNamespaces = ["Test", "Tests", "UnitTest", "UnitTests", "IntegrationTest", "IntegrationTests", "FunctionalTests"];

    /// <summary>Whether a class, one that it derives from, or one around it is named as a double.</summary>
    public static bool Contain(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.IsInSource; current = current.BaseType)
        {
            if (IsNamedAsDouble(current.Name) || current.ContainingType is { } outer && Contain(outer)) return true;
        }

        return false;
    }

    /// <summary>Whether a class has tests, or helps them.</summary>
    public static bool IsTest(INamedTypeSymbol? type) => type?.Outermost is { } outermost && (IsNamedAsTest(outermost.Name) || IsAmongTests(outermost.ContainingNamespace));

    /// <summary>Whether a class has tests, or helps them, and another one is of the program.</summary>
    public static bool IsTestOf(INamedTypeSymbol? type, INamedTypeSymbol? other) => IsTest(type) && !IsTest(other);

    /// <summary>Whether a class that stands among tests does what the program's own code asks of its own kind.</summary>
    public static bool StandIn(INamedTypeSymbol type, INamedTypeSymbol contract) =>
        contract.IsInSource && IsTestOf(type, contract);

    private static bool IsNamedAsDouble(string name) => Words.Any(word => IsFirstWord(name, word) || name.EndsWith(word, System.StringComparison.Ordinal));

    private static bool IsNamedAsTest(string name) =>
        IsFirstWord(name, "Test") || name.EndsWith("Test", System.StringComparison.Ordinal) || name.EndsWith("Tests", System.StringComparison.Ordinal);

    private static bool IsFirstWord(string name, string word) =>
        name.StartsWith(word, System.StringComparison.Ordinal) && name.Length > word.Length && char.IsUpper(name[word.Length]);

    private static bool IsAmongTests(INamespaceSymbol? place)
    {
        for (; place is { IsGlobalNamespace: false }; place = place.ContainingNamespace)
        {
            if (TestNamespaces.Contains(place.Name, System.StringComparer.Ordinal)) return true;
        }

        return false;
    }
}
