using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>One way in which a lock comes to be taken under another.</summary>
/// <param name="taken">How the inner lock comes to be taken.</param>
/// <param name="outer">What is held meanwhile.</param>
/// <param name="outerType">The most special type that the owner of the outer lock is known to have.</param>
/// <param name="gates">Everything else that is held meanwhile.</param>
/// <param name="link">How the objects of the two locks hang together.</param>
internal sealed class Nesting(Taking taken, HeldLock outer, INamedTypeSymbol? outerType, Gates gates, InstanceLink link)
{
    private const int CostOfNew = 4;

    public Taking Taken { get; } = taken;

    public HeldLock Outer { get; } = outer;

    public INamedTypeSymbol? OuterType { get; } = outerType;

    public Gates Gates { get; set; } = gates;

    public InstanceLink Link { get; } = link;

    public Body Body => Taken.Body;

    public ProgramLock Inner => Taken.Lock;

    public Route Route => Taken.Route;

    /// <summary>What this body must be called with for it to happen.</summary>
    public ImmutableArray<Condition> Conditions => Taken.Needs.Conditions;

    /// <summary>The delegate that a caller of this body must have passed.</summary>
    public Passed? Passed => Taken.Needs.Passed;

    /// <summary>What a caller may have held and is freed on the way.</summary>
    public ImmutableArray<ProgramLock> Freed => Taken.Needs.Freed;

    /// <summary>The most special type that the owner of the inner lock is known to have.</summary>
    public INamedTypeSymbol? InnerType => Taken.Needs.OwnerType;

    /// <summary>Where the owner of the outer lock may have been created, as far as that is known.</summary>
    public HashSet<SyntaxNode>? OuterPlaces { get; init; }

    /// <summary>Where the owner of the inner lock may have been created, as far as that is known.</summary>
    public HashSet<SyntaxNode>? InnerPlaces => Taken.Needs.OwnerPlaces;

    /// <summary>Whether the body has just made the object that it goes on with: told only where no other story is.</summary>
    public bool IsOfNew { get; init; }

    public int Cost => (Route.Call is { } call ? Route.Reach!.Cost + 1 + (call.Target.Confidence >= Confidence.Dispatch ? 2 : 0) : 1) + (IsOfNew ? CostOfNew : 0);

    public SyntaxNode Syntax => Taken.Syntax;

    /// <summary>Where the inner lock is waited for.</summary>
    public SyntaxNode Waits => Taken.Last.Acquire.Acquired.Syntax;

    /// <summary>Whether another nesting of the same two locks can meet whatever this one can meet, and tells a story that is as short.</summary>
    public bool AddsNothingTo(Nesting other) =>
        other.Cost <= Cost && other.Outer.Mode == Outer.Mode && other.Taken.Mode == Taken.Mode && other.Body == Body && other.Link == Link && other.Gates.AreWithin(Gates)
        && SymbolEqualityComparer.Default.Equals(other.OuterType, OuterType) && SymbolEqualityComparer.Default.Equals(other.InnerType, InnerType)
        && other.OuterPlaces == OuterPlaces && other.InnerPlaces == InnerPlaces;

    /// <summary>Whether the way to the inner lock goes through one of some bodies.</summary>
    public bool PassesThrough(HashSet<Body> bodies) => Route.Steps.Any(step => bodies.Contains(step.Target.Body));
}
