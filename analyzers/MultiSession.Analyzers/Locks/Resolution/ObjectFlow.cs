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

    /// <summary>The types one by one, as they are found: who asks mostly has enough after a few.</summary>
    public IEnumerable<INamedTypeSymbol> TypesIn(ISymbol storage)
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
                if (type is not null && types.Add(type)) yield return type;
                if (source is not null) open.Push(source);
            }

            foreach (var other in index.SameSlot(symbol)) open.Push(other);
        }
    }
}
