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
