using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>One lock of the program: all instances of one field, one type's <c>this</c>, one type object.</summary>
internal sealed class ProgramLock(int id, ISymbol symbol, LockRefKind kind, LockFlavor flavor, string name)
{
    public int Id { get; } = id;

    public ISymbol Symbol { get; } = symbol;

    public LockRefKind Kind { get; } = kind;

    public LockFlavor Flavor { get; } = flavor;

    /// <summary><c>Namespace.Type.member</c>, or <c>Namespace.Type</c> for an object that is its own lock.</summary>
    public string Name { get; } = name;

    /// <summary>The name without namespaces, for messages.</summary>
    public string ShortName { get; set; } = name;

    /// <summary>Whether its holder may take it again; a recursive reader-writer lock sets it later.</summary>
    public bool IsReentrant { get; set; } = flavor is LockFlavor.Monitor or LockFlavor.Mutex or LockFlavor.ReaderWriter or LockFlavor.Lazy;

    /// <summary>Whether the run time takes it around a static constructor.</summary>
    public bool IsInitialization => Symbol is IMethodSymbol { MethodKind: MethodKind.StaticConstructor };

    /// <summary>Whether whoever holds the lock has come by an initialization: a static member of that type stores the lock.</summary>
    public bool ComesAfter(ProgramLock initialization) =>
        initialization.IsInitialization && Kind == LockRefKind.Member && Symbol.IsStatic && SymbolEqualityComparer.Default.Equals(Symbol.ContainingType, initialization.Symbol.ContainingType);

    /// <summary>The declared rank; locks are taken in rising rank.</summary>
    public long? Rank { get; set; }

    public override string ToString() => Name;
}
