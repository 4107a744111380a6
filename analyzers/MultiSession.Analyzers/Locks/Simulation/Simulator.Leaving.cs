using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>How a block is left: at its end, or by return, break, goto or an exception.</summary>
internal sealed partial class Simulator
{
    private void StepTry(Try @try)
    {
        var before = _held!;
        var leftBefore = _left.Count;
        Step(@try.Body);
        var ends = new List<HeldSet>();
        if (_held is not null) ends.Add(_held);
        foreach (var handler in @try.Handlers)
        {
            _held = before;
            Step(handler);
            if (_held is not null) ends.Add(_held);
        }

        _held = Join(ends);
        if (@try.Finally is null) return;
        // The ways that leave run the finally block too.
        var isDead = _held is null;
        _held ??= leftBefore < _left.Count ? _left[leftBefore].Held : before;
        var entering = _held;
        Step(@try.Finally);
        var freed = entering.All().Where(held => _held is { } after && !after.Contains(held)).ToList();
        foreach (var held in freed) ChangeWhereLeft(leftBefore, left => left.Remove(other => ReferenceEquals(other, held) || other.Lock == held.Lock, out _));

        if (isDead) _held = null;
    }

    private void StepScope(Scope scope)
    {
        var before = _held!;
        var (leftBefore, handedInBefore) = (_left.Count, _handedIn.Count);
        Step(scope.Opening);
        if (_held is null) return;
        var opened = _held.Since(before);
        Step(scope.Body);
        if (_handedIn.Count > handedInBefore) _handedIn.RemoveRange(handedInBefore, _handedIn.Count - handedInBefore);
        foreach (var held in opened) Leave(held, before, leftBefore);

        if (_held is null && scope.Closing is not null)
        {
            // The closing call runs on the way out of a return as well.
            _held = before;
            Step(scope.Closing);
            _held = null;
            return;
        }

        Step(scope.Closing);
    }

    /// <summary>A scope is left, at its end or by a way out of it: what it opened is free, also where it was freed and taken again inside.</summary>
    private void Leave(HeldLock opened, HeldSet before, int leftBefore)
    {
        if (_held is not null) _held = Without(_held);
        ChangeWhereLeft(leftBefore, Without);

        HeldSet Without(HeldSet held)
        {
            var left = held.Remove(one => IsOpenedAs(opened, one), out var isFreed);
            return isFreed ? left : held.Remove(one => one.Lock == opened.Lock && !before.Contains(one), out _);
        }
    }

    private void ChangeWhereLeft(int start, System.Func<HeldSet, HeldSet> change)
    {
        for (var index = start; index < _left.Count; index++) _left[index] = (_left[index].To, change(_left[index].Held));
    }

    /// <summary>What is held on the ways that lead somewhere, of those that have left since <paramref name="start"/>.</summary>
    private List<HeldSet> LeftFor(object to, int start = 0)
    {
        var held = new List<HeldSet>();
        for (var index = start; index < _left.Count; index++)
        {
            if (Equals(_left[index].To, to)) held.Add(_left[index].Held);
        }

        return held;
    }

    /// <summary>Whether a hold is the one that a scope opened, or what an upgrade of its token made of it.</summary>
    private static bool IsOpenedAs(HeldLock opened, HeldLock held) =>
        ReferenceEquals(held, opened) || opened.Token is not null && held.Lock == opened.Lock && SymbolEqualityComparer.Default.Equals(held.Token, opened.Token);

    private void StepJump(Jump jump)
    {
        object? to = jump.Kind switch { JumpKind.Return => _body, JumpKind.Break => _breakTarget, _ => jump.Label };
        if (to is not null) _left.Add((to, _held!));
        _held = null;
    }
}
