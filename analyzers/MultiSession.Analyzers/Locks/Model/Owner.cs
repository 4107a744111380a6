using System;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>How the object that holds a lock is reached from the body at hand.</summary>
internal enum OwnerKind
{
    Unknown,
    Static,
    This,

    /// <summary>A parameter of the body.</summary>
    Parameter,

    /// <summary>A field or property of <c>this</c>, or of something reached through one.</summary>
    Member,

    Local,

    /// <summary>Something that is reached through a parameter or local.</summary>
    Reached,

    /// <summary>An element of the collection that a member of <c>this</c> stores.</summary>
    Element,

    /// <summary>Something that <c>this</c> was given, wraps or is made of, at some depth.</summary>
    Below,

    /// <summary>The object that created <c>this</c>, and handed it its own lock.</summary>
    Giver,

    /// <summary>An object that keeps <c>this</c> in a member, and has given it a delegate to run.</summary>
    Keeper,

    /// <summary>An object that the body has just created and that nobody else can know.</summary>
    Fresh,
}

/// <summary>The owner of a lock, as far as one body can tell two owners apart.</summary>
internal readonly struct Owner(OwnerKind kind, ISymbol? symbol = null) : IEquatable<Owner>
{
    public static Owner Unknown => default;

    public static Owner Static => new(OwnerKind.Static);

    public static Owner This => new(OwnerKind.This);

    public static Owner Fresh => new(OwnerKind.Fresh);

    public OwnerKind Kind { get; } = kind;

    /// <summary>The parameter, member or local; <see langword="null"/> for the other kinds.</summary>
    public ISymbol? Symbol { get; } = symbol;

    /// <summary>Whether two equal owners are certainly one object within one call of one body.</summary>
    public bool IsExact => Kind is not (OwnerKind.Unknown or OwnerKind.Reached or OwnerKind.Element or OwnerKind.Below or OwnerKind.Giver or OwnerKind.Keeper);

    /// <summary>Whether the two are certainly not the same object, unless a caller passes an object to itself.</summary>
    public bool IsOtherThan(Owner other) => !Equals(other) && (IsOutside && other.IsOwn || IsOwn && other.IsOutside || Kind == OwnerKind.Parameter && other.Kind == OwnerKind.Parameter);

    private bool IsOwn => Kind is OwnerKind.This or OwnerKind.Member;

    // What is reached through another object may well lead back: a child's parent is often this very object.
    private bool IsOutside => Kind is OwnerKind.Parameter or OwnerKind.Local;

    public bool Equals(Owner other) => Kind == other.Kind && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol);

    public override bool Equals(object? obj) => obj is Owner other && Equals(other);

    public override int GetHashCode() => ((int)Kind * 397) ^ (Symbol is null ? 0 : SymbolEqualityComparer.Default.GetHashCode(Symbol));
}
