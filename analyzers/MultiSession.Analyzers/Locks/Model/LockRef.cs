using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>What kind of primitive a lock is; decides re-entrancy and which modes it has.</summary>
internal enum LockFlavor
{
    Monitor,
    Semaphore,
    Mutex,
    SpinLock,
    ReaderWriter,
    ReaderWriterSlim,
    Async,
    Lazy,
}

/// <summary>How a lock is taken. A write lock is <see cref="Exclusive"/>.</summary>
internal enum LockMode
{
    Exclusive,
    Read,
    Upgradeable,
}

/// <summary>What a lock expression in the source is made of.</summary>
internal enum LockRefKind
{
    /// <summary>A field, property or lock-returning method: the symbol that stores or returns the lock.</summary>
    Member,

    /// <summary>One of the locks that a collection stores, each for a key; the symbol is what stores the collection.</summary>
    Element,

    /// <summary>An object that is its own lock: <c>lock (this)</c>, <c>lock (order)</c>; the symbol is its type.</summary>
    Instance,

    /// <summary><c>lock (typeof(T))</c>; the symbol is T.</summary>
    TypeObject,

    /// <summary>A parameter that carries a lock; callers say which one.</summary>
    Parameter,

    /// <summary>A local that creates its lock itself.</summary>
    Local,
}

/// <summary>A lock as the source names it, before aliases are resolved.</summary>
internal sealed class LockRef(LockRefKind kind, ISymbol symbol, Owner owner, LockFlavor flavor)
{
    public LockRefKind Kind { get; } = kind;

    public ISymbol Symbol { get; } = symbol;

    /// <summary>The object that holds the lock (for <see cref="LockRefKind.Instance"/>: the locked object itself).</summary>
    public Owner Owner { get; } = owner;

    public LockFlavor Flavor { get; } = flavor;

    /// <summary>The type that the expression of the owner has: the owner is of this type, or of one derived from it.</summary>
    public INamedTypeSymbol? OwnerType { get; init; }

    public LockRef With(Owner owner, INamedTypeSymbol? type = null) => new(Kind, Symbol, owner, Flavor) { OwnerType = type };

    public LockRef With(LockFlavor flavor) => new(Kind, Symbol, Owner, flavor) { OwnerType = OwnerType };

    /// <summary>One of the locks that the member keeps, for whatever key.</summary>
    public LockRef OfKey() => new(LockRefKind.Element, Symbol, Owner.Unknown, Flavor);
}
