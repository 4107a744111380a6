using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>One call in the source: a method, accessor, operator or constructor, or the invocation of a delegate.</summary>
internal sealed class CallSite(SyntaxNode syntax)
{
    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>The called member's original definition; <see langword="null"/> for a delegate.</summary>
    public IMethodSymbol? Target { get; init; }

    /// <summary>The invoked delegate; <see langword="null"/> for a method.</summary>
    public DelegateValue? Delegate { get; init; }

    /// <summary>Whether <see cref="Delegate"/> runs on another thread, and is only waited for here.</summary>
    public bool RunsElsewhere { get; init; }

    /// <summary>What holds the completion source whose continuations the call may run.</summary>
    public ISymbol? Completed { get; init; }

    /// <summary>Whether it is a <c>new</c>, and not another constructor's call.</summary>
    public bool IsCreation => Target is { MethodKind: MethodKind.Constructor } && Receiver.Kind == OwnerKind.Fresh;

    /// <summary>Whether overrides and implementations may run instead of <see cref="Target"/>.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>Whether only the names say that <see cref="Target"/> is meant: the type that declares it is not at hand.</summary>
    public bool IsByName { get; init; }

    /// <summary>Whether what it calls runs here only if what that waits for has happened already, and otherwise later.</summary>
    public bool MayRunLater { get; init; }

    /// <summary>The static type of the receiver of a virtual call: only its implementations can run.</summary>
    public INamedTypeSymbol? ReceiverType { get; init; }

    /// <summary>Where the receiver of a framework interface's member comes from; only what is stored there can run.</summary>
    public ISymbol? ReceiverStorage { get; init; }

    /// <summary>The variable or method that the receiver of a virtual call comes from: only the types of what is put there can run.</summary>
    public ISymbol? ReceiverSource { get; init; }

    /// <summary>The member of the body's own object through which the receiver is reached.</summary>
    public ISymbol? NeededMember { get; init; }

    /// <summary>The member that stores the receiver of a virtual call, if one does.</summary>
    public ISymbol? ReceiverMember { get; init; }

    public Owner Receiver { get; init; }

    /// <summary>The receiver as a lock, for calls on types that wrap one.</summary>
    public LockRef? ReceiverLock { get; init; }

    /// <summary>The owners that the arguments are, by parameter ordinal; default when none matters.</summary>
    public ImmutableArray<Owner> ArgumentOwners { get; init; }

    /// <summary>What is known of the arguments, by parameter ordinal; default when nothing is.</summary>
    public ImmutableArray<Argument?> Arguments { get; init; }

    /// <summary>The types that a generic method is called for.</summary>
    public ImmutableArray<ITypeSymbol> TypeArguments { get; init; }

    /// <summary>The locks that the arguments are, by parameter ordinal; default when none is one.</summary>
    public ImmutableArray<LockRef?> ArgumentLocks { get; init; }

    /// <summary>What the arguments for parameters that are delegates, or stand for work, may run, and the variables of handles; by parameter ordinal, default when there is none.</summary>
    public ImmutableArray<ImmutableArray<DelegateValue>> ArgumentDelegates { get; init; }

    /// <summary>What is known of the argument for a parameter of what the call runs: a delegate may run what has other parameters than it.</summary>
    public Argument? ArgumentFor(IParameterSymbol parameter) => Arguments is { IsDefault: false } arguments && parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : null;

    /// <summary>The delegates that the call gives for a parameter; nothing when that is not known.</summary>
    public ImmutableArray<DelegateValue>? DelegatesFor(IParameterSymbol parameter) =>
        ArgumentDelegates is { IsDefault: false } arguments && parameter.Ordinal < arguments.Length && arguments[parameter.Ordinal] is { IsDefaultOrEmpty: false } given ? given : null;

    /// <summary>Whether the call waits for the whole of an asynchronous callee, not only for its synchronous start.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Whether the task of an asynchronous callee is returned, so that whoever waits for the caller waits for the whole of the callee.</summary>
    public bool IsReturned { get; init; }

    /// <summary>Whether the result is enumerated on the spot, so that an iterator's locks are held in the loop.</summary>
    public bool IsEnumerated { get; init; }

    /// <summary>Whether the result is handed on unread, so that an iterator runs later, when nothing that is held here is known to be held.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The local that receives the result, so that disposing it frees what the call took.</summary>
    public ISymbol? ResultLocal { get; init; }

    /// <summary>What a lock that the call takes is known by: a local, or for a condition the called method itself.</summary>
    public ISymbol? Token => ResultLocal ?? (Target is { ReturnType.SpecialType: SpecialType.System_Boolean } ? Target : null);

    /// <summary>Whether the raised delegate is an event or a delegate that outsiders provide.</summary>
    public ForeignCode Foreign { get; init; }
}

/// <summary>Code that the author of a type does not control.</summary>
internal enum ForeignCode
{
    None,
    Event,
    Delegate,

    /// <summary>What a local holds, or what is taken out of a collection: foreign if others put it there.</summary>
    Item,
    Continuation,
}
