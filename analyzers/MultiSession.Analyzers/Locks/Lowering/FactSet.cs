using System.Collections;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Symbols that bodies which are lowered side by side add; it is read when all are done.</summary>
internal sealed class FactSet<T> : IEnumerable<T>
    where T : class, ISymbol
{
    private readonly HashSet<T> _items = new(SymbolEqualityComparer.Default);

    public void Add(T item)
    {
        lock (_items) _items.Add(item);
    }

    public void AddRange(FactSet<T> other)
    {
        lock (_items) _items.UnionWith(other._items);
    }

    public bool Contains(T item) => _items.Contains(item);

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
