using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>A piece of a lowered body: only what matters to locks is left of the source.</summary>
internal abstract class Node;

internal sealed class Sequence(ImmutableArray<Node> nodes) : Node
{
    public static Sequence Empty { get; } = new([]);

    public ImmutableArray<Node> Nodes { get; } = nodes;
}

/// <summary>Several ways to go on; <paramref name="canSkip"/> when none of them may be taken.</summary>
internal sealed class Alternatives(ImmutableArray<Node> ways, bool canSkip, bool isBreakTarget = false) : Node
{
    public ImmutableArray<Node> Ways { get; } = ways;

    public bool CanSkip { get; } = canSkip;

    public bool IsBreakTarget { get; } = isBreakTarget;
}

internal sealed class Loop(Node body, bool canSkip) : Node
{
    public Node Body { get; } = body;

    public bool CanSkip { get; } = canSkip;
}

internal sealed class Try(Node body, ImmutableArray<Node> handlers, Node? @finally) : Node
{
    public Node Body { get; } = body;

    public ImmutableArray<Node> Handlers { get; } = handlers;

    public Node? Finally { get; } = @finally;
}

/// <summary>What <paramref name="opening"/> takes is freed when <paramref name="body"/> is left: lock, using, foreach.</summary>
internal sealed class Scope(Node opening, Node body, Node? closing) : Node
{
    public Node Opening { get; } = opening;

    public Node Body { get; } = body;

    public Node? Closing { get; } = closing;
}

/// <summary>Happens only for calls that meet the conditions; those on a parameter that is assigned say nothing.</summary>
internal sealed class Guard(ImmutableArray<Condition> conditions, HashSet<IParameterSymbol> assigned, Node body) : Node
{
    public Node Body { get; } = body;

    public ImmutableArray<Condition> Conditions =>
        assigned.Count == 0 ? conditions : [.. conditions.Where(condition => condition.Subject is not { } parameter || !assigned.Contains(parameter))];
}

internal enum JumpKind
{
    Return,
    Throw,
    Break,
    Other,
}

internal sealed class Jump(JumpKind kind, string? label = null) : Node
{
    public JumpKind Kind { get; } = kind;

    /// <summary>Where a <c>goto</c> leads.</summary>
    public string? Label { get; } = label;
}

/// <summary>Where the ways of a <c>goto</c> come in; a method has no two labels of one name.</summary>
internal sealed class Label(string name) : Node
{
    public string Name { get; } = name;
}

internal sealed class Acquire(LockRef @lock, LockMode mode, bool isTry, SyntaxNode syntax) : Node
{
    public LockRef Lock { get; } = @lock;

    public LockMode Mode { get; } = mode;

    /// <summary>Whether it gives up after a time, so that it cannot be the waiting half of a deadlock.</summary>
    public bool IsTry { get; } = isTry;

    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>Whether it is awaited, here or by who is returned its task, so that who has to wait for the lock returns to its caller meanwhile.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>The local whose disposal frees the lock, as in <c>var scope = gate.EnterScope()</c>, or that is false when a try failed.</summary>
    public ISymbol? ResultLocal { get; init; }
}

internal sealed class Release(LockRef @lock, LockMode mode) : Node
{
    public LockRef Lock { get; } = @lock;

    public LockMode Mode { get; } = mode;
}

/// <summary>Frees what the local token holds.</summary>
internal sealed class ReleaseToken(ISymbol local) : Node
{
    public ISymbol Local { get; } = local;
}

/// <summary>The hold of the local token becomes exclusive.</summary>
internal sealed class UpgradeToken(ISymbol local, SyntaxNode syntax) : Node
{
    public ISymbol Local { get; } = local;

    public SyntaxNode Syntax { get; } = syntax;
}

/// <summary>The way on which a try came back without the lock: <paramref name="token"/> was false.</summary>
internal sealed class TryFailed(ISymbol token) : Node
{
    public ISymbol Token { get; } = token;
}

internal sealed class Call(CallSite site) : Node
{
    public CallSite Site { get; } = site;
}

/// <summary>An await: what follows may run later, on another thread, after the caller went on.</summary>
internal sealed class Suspend(SyntaxNode? awaited, bool isReturned = false) : Node
{
    /// <summary>The call that is awaited: without one, it is not known whether anything has to be waited for.</summary>
    public SyntaxNode? Awaited { get; } = awaited;

    /// <summary>Whether the task is returned instead, for the caller to wait for.</summary>
    public bool IsReturned { get; } = isReturned;
}

/// <summary>A <c>yield return</c>: the locks held here stay held while the consumer works.</summary>
internal sealed class YieldPoint : Node
{
    public static YieldPoint Instance { get; } = new();
}

internal enum WaitKind
{
    Task,
    Thread,
    Signal,
    Callback,
    Condition,
    Flag,

    /// <summary>A semaphore that is made without a count, so that it is a signal and no lock.</summary>
    Semaphore,

    /// <summary>A task that others complete: the first of them ends the wait.</summary>
    Completion,
}

/// <summary>Blocks until something else is done.</summary>
internal sealed class Wait(WaitKind kind, ISymbol? subject, DelegateValue? work, LockRef? condition, SyntaxNode syntax) : Node
{
    public WaitKind Kind { get; } = kind;

    /// <summary>The event, task, thread, registration or flag that is waited for, if a symbol stores it.</summary>
    public ISymbol? Subject { get; } = subject;

    /// <summary>The work that must be done for the wait to end; nothing where a signal ends it.</summary>
    public DelegateValue? AwaitedWork => Kind is WaitKind.Task or WaitKind.Thread or WaitKind.Callback
        ? work ?? (Subject is { } stored ? new DelegateValue(DelegateValueKind.Variable, stored, Owner.Unknown) : null)
        : null;

    /// <summary>The monitor of a <c>Monitor.Wait</c>, which is freed while waiting.</summary>
    public LockRef? Condition { get; } = condition;

    /// <summary>Whether it is awaited, so that only a caller that awaits too is held up.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Whether it ends after a time in any case, so that it cannot be the waiting half of a deadlock.</summary>
    public bool IsTry { get; set; }

    /// <summary>What a flag is waited to become.</summary>
    public bool Until { get; init; }

    public SyntaxNode Syntax { get; } = syntax;
}

/// <summary>Ends a wait: <c>Set</c>, <c>Pulse</c>, the assignment of a flag.</summary>
internal sealed class Signal(ISymbol? subject, LockRef? condition, SyntaxNode syntax) : Node
{
    public ISymbol? Subject { get; } = subject;

    public LockRef? Condition { get; } = condition;

    /// <summary>What a flag becomes; nothing if that is not written as a constant.</summary>
    public bool? Value { get; init; }

    public SyntaxNode Syntax { get; } = syntax;
}
