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
}
