using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>A virtual call: the method, and the type that it is called on.</summary>
internal sealed class DispatchKeyComparer : IEqualityComparer<(IMethodSymbol Method, INamedTypeSymbol? Receiver)>
{
    public static DispatchKeyComparer Instance { get; } = new();

    public bool Equals((IMethodSymbol Method, INamedTypeSymbol? Receiver) left, (IMethodSymbol Method, INamedTypeSymbol? Receiver) right) =>
        SymbolEqualityComparer.Default.Equals(left.Method, right.Method) && SymbolEqualityComparer.Default.Equals(left.Receiver, right.Receiver);

    public int GetHashCode((IMethodSymbol Method, INamedTypeSymbol? Receiver) key) =>
        SymbolEqualityComparer.Default.GetHashCode(key.Method) * 31 + (key.Receiver is null ? 0 : SymbolEqualityComparer.Default.GetHashCode(key.Receiver));
}
