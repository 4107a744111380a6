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

    /// <summary>The lists of the parts of a whole, as they are: what they hold is not copied.</summary>
    private List<T>[] _parts = [];

    public int Count => _items.Count + _parts.Sum(static part => part.Count);

    public void Add(T item)
    {
        lock (_items) _items.Add(item);
    }

    /// <summary>Shows what all parts have, which must be complete.</summary>
    public void Join(IReadOnlyCollection<Facts> parts, Func<Facts, FactList<T>> listOf) =>
        _parts = [.. parts.Select(part => listOf(part)._items).Where(static items => items.Count > 0)];

    /// <summary>The facts by what they are about, sorted when they are first asked for: of one type alone most never are.</summary>
    public Lazy<ILookup<ISymbol, T>> By(Func<T, ISymbol> subjectOf) => new(() => this.ToLookup(subjectOf, SymbolEqualityComparer.Default));

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var part in _parts)
        {
            foreach (var item in part) yield return item;
        }

        foreach (var item in _items) yield return item;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
