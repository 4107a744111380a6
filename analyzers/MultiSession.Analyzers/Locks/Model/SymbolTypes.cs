using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

internal static class SymbolTypes
{
    /// <summary>The type of what a symbol holds or returns.</summary>
    public static ITypeSymbol? ValueType(this ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IEventSymbol @event => @event.Type,
        IParameterSymbol parameter => parameter.Type,
        ILocalSymbol local => local.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };
}
