using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>What is still held on the ways that leave a block early.</summary>
internal sealed partial class Simulator
{
    /// <summary>A scope is left, at its end or by a return or break in it: what it opened is free.</summary>
    private void Leave(HeldLock opened, (int Returns, int Breaks) leftBefore)
    {
        _held = _held?.Remove(held => IsOpenedAs(opened, held), out _);
        FreeLeft(leftBefore, held => IsOpenedAs(opened, held));
    }

    /// <summary>Whether a hold is the one that a scope opened, or what an upgrade of its token made of it.</summary>
    private static bool IsOpenedAs(HeldLock opened, HeldLock held) =>
        ReferenceEquals(held, opened) || opened.Token is not null && held.Lock == opened.Lock && SymbolEqualityComparer.Default.Equals(held.Token, opened.Token);

    /// <summary>How many ways have left by a return, and by a break, so far.</summary>
    private (int Returns, int Breaks) Left => (_returns.Count, _breaks.Count == 0 ? 0 : _breaks.Peek().Count);

    private IEnumerable<HeldSet> LeftSince((int Returns, int Breaks) before) => _returns.Skip(before.Returns).Concat(_breaks.Count == 0 ? [] : _breaks.Peek().Skip(before.Breaks));

    /// <summary>What is freed on the way out is free on the ways that have left since.</summary>
    private void FreeLeft((int Returns, int Breaks) before, Func<HeldLock, bool> isFreed)
    {
        for (var index = before.Returns; index < _returns.Count; index++) _returns[index] = _returns[index].Remove(isFreed, out _);
        if (_breaks.Count == 0) return;
        var breaks = _breaks.Peek();
        for (var index = before.Breaks; index < breaks.Count; index++) breaks[index] = breaks[index].Remove(isFreed, out _);
    }
}
