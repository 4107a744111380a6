using System.Collections;
using System.Collections.Generic;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>A list that bodies which are lowered side by side add to; it is read when all are done.</summary>
/// <remarks>There are a dozen for each type of the program: a concurrent collection would cost more than what it holds.</remarks>
internal sealed class FactList<T> : IEnumerable<T>
{
    private readonly List<T> _items = [];

    public void Add(T item)
    {
        lock (_items) _items.Add(item);
    }

    public void AddRange(FactList<T> other)
    {
        lock (_items) _items.AddRange(other._items);
    }

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
