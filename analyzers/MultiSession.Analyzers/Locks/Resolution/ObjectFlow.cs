using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Which types the objects in a variable or collection of a framework interface have.</summary>
internal sealed class ObjectFlow
{
    private readonly Dictionary<ISymbol, List<(INamedTypeSymbol? Type, ISymbol? Source)>> _flows = new(SymbolEqualityComparer.Default);

    public ObjectFlow(Facts facts)
    {
        foreach (var (target, type, source) in facts.ObjectFlows)
        {
            if (!_flows.TryGetValue(target, out var values)) _flows.Add(target, values = []);
            values.Add((type, source));
        }
    }

    public HashSet<INamedTypeSymbol> TypesIn(ISymbol storage)
    {
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>();
        open.Push(storage);
        while (open.Count > 0)
        {
            var symbol = open.Pop();
            if (!seen.Add(symbol) || !_flows.TryGetValue(symbol, out var values)) continue;
            foreach (var (type, source) in values)
            {
                if (type is not null) types.Add(type);
                if (source is not null) open.Push(source);
            }
        }

        return types;
    }
}
