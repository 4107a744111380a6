using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>One way in which a lock comes to be taken under another.</summary>
internal sealed class Nesting(
    Body body,
    HeldLock outer,
    INamedTypeSymbol? outerType,
    ProgramLock inner,
    LockMode innerMode,
    Owner innerOwner,
    AcquireEvent? acquire,
    Caller? call,
    Reach? reach,
    Needs needs,
    Gates gates,
    InstanceLink link)
{
    private const int CostOfNew = 4;

    public Body Body { get; } = body;

    public HeldLock Outer { get; } = outer;

    public ProgramLock Inner { get; } = inner;

    public LockMode InnerMode { get; } = innerMode;

    /// <summary>The owner of the inner lock in the terms of <see cref="Body"/>.</summary>
    public Owner InnerOwner { get; } = innerOwner;

    /// <summary>The acquisition in the body itself, or</summary>
    public AcquireEvent? Acquire { get; } = acquire;

    /// <summary>the call through which it happens.</summary>
    public Caller? Call { get; } = call;

    public Reach? Reach { get; } = reach;

    /// <summary>What this body must be called with for it to happen.</summary>
    public ImmutableArray<Condition> Conditions => needs.Conditions;

    /// <summary>The delegate that a caller of this body must have passed.</summary>
    public Passed? Passed => needs.Passed;

    /// <summary>What a caller may have held and is freed on the way.</summary>
    public ImmutableArray<ProgramLock> Freed => needs.Freed;

    /// <summary>The most special type that the owner of the outer lock is known to have.</summary>
    public INamedTypeSymbol? OuterType { get; } = outerType;

    /// <summary>The most special type that the owner of the inner lock is known to have.</summary>
    public INamedTypeSymbol? InnerType => needs.OwnerType;

    /// <summary>Where the owner of the outer lock may have been created, as far as that is known.</summary>
    public HashSet<SyntaxNode>? OuterPlaces { get; init; }

    /// <summary>Where the owner of the inner lock may have been created, as far as that is known.</summary>
    public HashSet<SyntaxNode>? InnerPlaces => needs.OwnerPlaces;

    /// <summary>Everything else that is held meanwhile.</summary>
    public Gates Gates { get; set; } = gates;

    /// <summary>Whether the body has just made the object that it goes on with: told only where no other story is.</summary>
    public bool IsOfNew { get; init; }

    public int Cost => (Call is null ? 1 : Reach!.Cost + 1 + (Call.Target.Confidence >= Confidence.Dispatch ? 2 : 0)) + (IsOfNew ? CostOfNew : 0);

    /// <summary>The calls on the way to the inner lock.</summary>
    public int Calls => Call is null ? 0 : Reach!.Calls + 1;

    /// <summary>How much of a guess the way to the inner lock is.</summary>
    public int Doubt => Call is null ? 0 : Reach!.Doubt + Call.Target.Doubt;

    /// <summary>How the objects of the two locks hang together.</summary>
    public InstanceLink Link { get; } = link;

    public SyntaxNode Syntax => Call?.Call.Site.Syntax ?? Acquire!.Acquired.Syntax;

    /// <summary>Where the inner lock is waited for.</summary>
    public SyntaxNode Waits => Last.Acquire.Acquired.Syntax;

    /// <summary>The acquisition of the inner lock, and the body that it is in.</summary>
    public (AcquireEvent Acquire, Body Body) Last
    {
        get
        {
            if (Acquire is not null) return (Acquire, Body);
            var (reach, body) = (Reach!, Call!.Target.Body);
            for (; reach.Next is { } next; reach = next) body = reach.Step!.Target.Body;
            return (reach.Acquire!, body);
        }
    }

    /// <summary>Whether another nesting of the same two locks can meet whatever this one can meet, and tells a story that is as short.</summary>
    public bool AddsNothingTo(Nesting other) =>
        other.Cost <= Cost && other.Outer.Mode == Outer.Mode && other.InnerMode == InnerMode && other.Body == Body && other.Link == Link && other.Gates.AreWithin(Gates)
        && SymbolEqualityComparer.Default.Equals(other.OuterType, OuterType) && SymbolEqualityComparer.Default.Equals(other.InnerType, InnerType)
        && other.OuterPlaces == OuterPlaces && other.InnerPlaces == InnerPlaces;

    /// <summary>Whether the way to the inner lock goes through a body.</summary>
    public bool PassesThrough(Body body) => Steps.Any(step => step.Body == body);

    /// <summary>Whether the way to the inner lock goes through one of some bodies.</summary>
    public bool PassesThrough(HashSet<Body> bodies) => Steps.Any(step => bodies.Contains(step.Body));

    /// <summary>What runs on the way to the inner lock.</summary>
    private IEnumerable<CallTarget> Steps
    {
        get
        {
            if (Call is null) yield break;
            yield return Call.Target;
            for (var reach = Reach; reach is not null; reach = reach.Next)
            {
                if (reach.Step is { } step) yield return step.Target;
            }
        }
    }

    public Confidence Confidence
    {
        get
        {
            if (Call is null) return Confidence.Direct;
            var first = Call.Target.Confidence;
            return Reach!.Confidence > first ? Reach.Confidence : first;
        }
    }
}
