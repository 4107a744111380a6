using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Which lock a call is about: its kind and mode, the symbol that its path starts from, and the path as written.</summary>
internal readonly record struct LockKey(string Mode, SymbolKey Root, string Path);

/// <summary>A symbol that compares by identity of what it names.</summary>
internal readonly struct SymbolKey(ISymbol? symbol) : System.IEquatable<SymbolKey>
{
    private readonly ISymbol? _symbol = symbol;

    public bool Equals(SymbolKey other) => SymbolEqualityComparer.Default.Equals(_symbol, other._symbol);

    public override bool Equals(object? obj) => obj is SymbolKey other && Equals(other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(_symbol);
}

internal enum LockAction
{
    Acquire,

    /// <summary>Says by its answer, or by a <c>ref bool</c>, whether the lock was taken.</summary>
    TryAcquire,
    Release,
}

/// <summary>A call that takes or frees a lock.</summary>
internal readonly record struct LockCall(LockAction Action, LockKey Key, IInvocationOperation Invocation);
