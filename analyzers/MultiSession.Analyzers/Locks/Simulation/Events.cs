using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>A lock that is held at some point of a body.</summary>
internal sealed class HeldLock(ProgramLock @lock, LockRef reference, LockMode mode, SyntaxNode syntax, CallSite? via, ISymbol? token, bool isTry = false)
{
    public ProgramLock Lock { get; } = @lock;

    /// <summary>The lock as the body names it; its owner tells instances apart.</summary>
    public LockRef Reference { get; } = reference;

    public LockMode Mode { get; } = mode;

    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>The call that took it, for locks that a wrapper method leaves held.</summary>
    public CallSite? Via { get; } = via;

    /// <summary>What frees it when it is disposed, or tells by being false that it was not taken.</summary>
    public ISymbol? Token { get; } = token;

    /// <summary>Whether it may not have been taken after all.</summary>
    public bool IsTry { get; } = isTry;
}

/// <summary>The locks held at a point, innermost first; immutable, so that events share it.</summary>
internal sealed class HeldSet
{
    private HeldSet(HeldLock? top, HeldSet? rest)
    {
        Top = top;
        Rest = rest;
    }

    public static HeldSet Empty { get; } = new(null, null);

    public HeldLock? Top { get; }

    public HeldSet? Rest { get; }

    public bool IsEmpty => Top is null;

    public HeldSet Push(HeldLock held) => new(held, this);

    public IEnumerable<HeldLock> All() => IsEmpty ? [] : FromTop();

    private IEnumerable<HeldLock> FromTop()
    {
        for (var current = this; current.Top is { } top; current = current.Rest!) yield return top;
    }

    public bool Contains(HeldLock held)
    {
        for (var current = this; current.Top is { } top; current = current.Rest!)
        {
            if (ReferenceEquals(top, held)) return true;
        }

        return false;
    }

    /// <summary>What is held that was not held before, innermost first.</summary>
    public List<HeldLock> Since(HeldSet before)
    {
        var since = new List<HeldLock>();
        for (var current = this; current.Top is { } top && !before.Contains(top); current = current.Rest!) since.Add(top);
        return since;
    }

    /// <summary>What is held on both of two ways.</summary>
    public HeldSet Intersect(HeldSet other)
    {
        if (ReferenceEquals(this, other) || IsEmpty) return this;
        if (other.IsEmpty) return other;
        var rest = Rest!.Intersect(other);
        return !other.HasEquivalent(Top!) ? rest : ReferenceEquals(rest, Rest) ? this : rest.Push(Top!);
    }

    /// <summary>Without the innermost lock that is the one given.</summary>
    public HeldSet Remove(System.Func<HeldLock, bool> isReleased, out bool found)
    {
        if (IsEmpty)
        {
            found = false;
            return this;
        }

        if (isReleased(Top!))
        {
            found = true;
            return Rest!;
        }

        var rest = Rest!.Remove(isReleased, out found);
        return found ? rest.Push(Top!) : this;
    }

    private bool HasEquivalent(HeldLock held)
    {
        foreach (var other in All())
        {
            if (ReferenceEquals(other, held) || other.Lock == held.Lock && other.Reference.Owner.Equals(held.Reference.Owner)) return true;
        }

        return false;
    }
}

/// <summary>What a way through a body comes by.</summary>
internal abstract record PassedEvent;

/// <summary>A lock is taken while <paramref name="Held"/> is held.</summary>
/// <param name="Freed">What the callers held and the body has freed for the time being.</param>
internal sealed record AcquireEvent(HeldLock Acquired, HeldSet Held, bool IsTry, bool AfterSuspend, ImmutableArray<Condition> Conditions, ImmutableArray<ProgramLock> Freed) : PassedEvent;

/// <summary>A call that may run one of <paramref name="Targets"/> while <paramref name="Held"/> is held.</summary>
/// <param name="Freed">What the callers held and the body has freed for the time being.</param>
internal sealed record CallEvent(
    CallSite Site, ImmutableArray<CallTarget> Targets, HeldSet Held, bool AfterSuspend, ImmutableArray<Condition> Conditions, ImmutableArray<ProgramLock> Freed) : PassedEvent
{
    /// <summary>The states that the caller knows its own members to be in.</summary>
    public ImmutableArray<StateCondition> States { get; init; } = [];
}

internal sealed record WaitEvent(Wait Wait, HeldSet Held, ProgramLock? Condition, bool AfterSuspend, ImmutableArray<Condition> Conditions, ImmutableArray<ProgramLock> Freed);

/// <summary>A wait is ended, on a way that has come by <paramref name="Passed"/>.</summary>
internal sealed record SignalEvent(Signal Signal, HeldSet Held, ProgramLock? Condition, ImmutableStack<PassedEvent> Passed);

/// <summary>A task is awaited, or returned: that of the call <paramref name="Awaited"/>, or any.</summary>
internal sealed record SuspendEvent(SyntaxNode? Awaited, ImmutableArray<Condition> Conditions);

/// <summary>What a call does to its caller's held locks, in the callee's terms.</summary>
internal sealed record Effect(LockRef Lock, LockMode Mode, bool IsTry = false)
{
    /// <summary>What the callers must give for the lock to be taken.</summary>
    public ImmutableArray<ValueCondition> Conditions { get; init; } = [];
}
