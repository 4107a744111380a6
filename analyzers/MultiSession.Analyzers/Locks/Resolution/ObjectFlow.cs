using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Which types the objects in a variable or collection of a framework interface have.</summary>
internal sealed class ObjectFlow(Facts facts, TypeIndex index)
{
    private readonly Lazy<ILookup<ISymbol, (ISymbol Target, INamedTypeSymbol? Type, ISymbol? Source)>> _flows = facts.ObjectFlows.By(static flow => flow.Target);

    private readonly Dictionary<ISymbol, HashSet<INamedTypeSymbol>> _types = new(SymbolEqualityComparer.Default);

    public HashSet<INamedTypeSymbol> TypesIn(ISymbol storage)
    {
        if (!_types.TryGetValue(storage, out var types)) _types.Add(storage, types = Collect(storage));
        return types;
    }

    private HashSet<INamedTypeSymbol> Collect(ISymbol storage)
    {
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>();
        open.Push(storage);
        while (open.Count > 0)
        {
            var symbol = open.Pop();
            if (!seen.Add(symbol)) continue;
            foreach (var (_, type, source) in _flows.Value[symbol])
            {
                if (type is not null) types.Add(type);
                if (source is not null) open.Push(source);
            }

            foreach (var other in index.SameSlot(symbol)) open.Push(other);
        }

        return types;
    }
}
