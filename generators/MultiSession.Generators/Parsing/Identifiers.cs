using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells names so that they are valid, distinct identifiers.</summary>
internal static class Identifiers
{
    /// <summary>Prefixes <c>@</c> where <paramref name="name"/> is a reserved or contextual keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) is not SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) is not SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>The first letter in upper case: <c>event</c> becomes <c>Event</c>.</summary>
    public static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary><paramref name="name"/>, with <paramref name="suffix"/> appended until <paramref name="taken"/> does not have it; then takes it.</summary>
    public static string Claim(string name, ISet<string> taken, string suffix)
    {
        while (!taken.Add(name)) name += suffix;
        return name;
    }
}
