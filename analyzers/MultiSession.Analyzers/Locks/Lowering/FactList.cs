using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>A list that bodies which are lowered side by side add to; it is read when all are done.</summary>
/// <remarks>There are a dozen for each type of the program: a concurrent collection would cost more than what it holds.</remarks>
internal sealed class FactList<T> : IEnumerable<T>
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    public void Add(T item)
    {
        lock (_items) _items.Add(item);
    }

    /// <summary>Adds what all parts have, into room that is made once.</summary>
    public void AddAll(IReadOnlyCollection<Facts> parts, Func<Facts, FactList<T>> listOf)
    {
        var lists = parts.Select(listOf).ToList();
        lock (_items)
        {
            _items.Capacity = _items.Count + lists.Sum(static list => list.Count);
            foreach (var list in lists) _items.AddRange(list._items);
        }
    }

    /// <summary>The facts by what they are about, sorted when they are first asked for: of one type alone most never are.</summary>
    public Lazy<ILookup<ISymbol, T>> By(Func<T, ISymbol> subjectOf) => new(() => _items.ToLookup(subjectOf, SymbolEqualityComparer.Default));

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
