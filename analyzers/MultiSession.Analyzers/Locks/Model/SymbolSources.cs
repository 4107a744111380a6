using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

internal static class SymbolSources
{
    extension(ISymbol symbol)
    {
        /// <summary>Whether the symbol is written in the source of the program, in whichever project of it; the compiler counts a type that it does not find to it, we do not.</summary>
        /// <remarks>Asked of every call: <see cref="ISymbol.DeclaringSyntaxReferences"/> would make an array for each answer.</remarks>
        public bool IsInSource => symbol.Kind != SymbolKind.ErrorType && symbol.ContainingAssembly is ISourceAssemblySymbol && !symbol.IsImplicitlyDeclared;
    }
}
