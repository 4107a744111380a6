using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Walks the members of a session class, those of its base classes included.</summary>
internal static class Members
{
    /// <summary>Instance members of kind <typeparamref name="T"/> with the attribute, base classes first, hidden and overridden ones left out.</summary>
    public static IReadOnlyList<(T Symbol, AttributeData Attribute)> With<T>(INamedTypeSymbol type, string attributeName)
        where T : class, ISymbol
    {
        var found = new List<(T, AttributeData)>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            var level = new List<(T, AttributeData)>();
            foreach (var member in current.GetMembers())
            {
                if (member is not T { IsStatic: false, Name.Length: > 0 } symbol || !IsReachable(member, type)) continue;
                if (Attributes.Find(member, attributeName) is { } attribute) level.Add((symbol, attribute));
            }

            found.InsertRange(0, level.Where(candidate => !found.Any(derived => Hides(derived.Item1, candidate.Item1))));
        }

        return found;
    }

    /// <summary>Whether a class nested in <paramref name="type"/> can use the member.</summary>
    public static bool IsReachable(ISymbol member, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
        || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        || (member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
            && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly));

    private static bool Hides(ISymbol derived, ISymbol inherited) => derived.Name == inherited.Name
        && (derived is not IMethodSymbol method || inherited is not IMethodSymbol other || TypesOf(method).SequenceEqual(TypesOf(other), SymbolEqualityComparer.Default));

    private static IEnumerable<ITypeSymbol> TypesOf(IMethodSymbol method) => method.Parameters.Select(parameter => parameter.Type);
}
