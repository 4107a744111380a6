using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

internal static class SymbolTypes
{
    /// <summary>The type of what a symbol holds or returns.</summary>
    public static ITypeSymbol? ValueType(this ISymbol symbol) => symbol.Kind switch
    {
        SymbolKind.Field => ((IFieldSymbol)symbol).Type,
        SymbolKind.Property => ((IPropertySymbol)symbol).Type,
        SymbolKind.Event => ((IEventSymbol)symbol).Type,
        SymbolKind.Parameter => ((IParameterSymbol)symbol).Type,
        SymbolKind.Local => ((ILocalSymbol)symbol).Type,
        SymbolKind.Method => ((IMethodSymbol)symbol).ReturnType,
        _ => null,
    };

    extension(ISymbol member)
    {
        /// <summary>Whether code of other assemblies can set what has the accessibility of the member; of classes that derive from its own, only those of the source are thought of.</summary>
        public bool IsPublicOutside => member is { DeclaredAccessibility: Accessibility.Public, ContainingType.IsVisibleOutside: true };

        /// <summary>Whether code outside the outermost type can use what is declared as public: no type around it is private.</summary>
        public bool IsPublicAround
        {
            get
            {
                var current = member;
                while (current.ContainingType is { DeclaredAccessibility: not Accessibility.Private } type) current = type;
                return member.DeclaredAccessibility == Accessibility.Public && current.ContainingType is null;
            }
        }
    }

    extension(INamedTypeSymbol type)
    {
        /// <summary>The type itself, or the one around all that it is nested in.</summary>
        public INamedTypeSymbol Outermost
        {
            get
            {
                var outermost = type;
                while (outermost.ContainingType is { } outer) outermost = outer;
                return outermost;
            }
        }

        /// <summary>Whether code of other assemblies can name the type.</summary>
        public bool IsVisibleOutside
        {
            get
            {
                for (var current = type; current is not null; current = current.ContainingType)
                {
                    if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)) return false;
                }

                return true;
            }
        }
    }
}
