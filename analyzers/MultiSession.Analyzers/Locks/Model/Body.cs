using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>A lowered body: method, accessor, constructor, initializer, lambda or local function.</summary>
internal sealed class Body(ISymbol symbol, Node root, BodyTraits traits)
{
    private BodyEvents _events = BodyEvents.None;

    public ISymbol Symbol { get; } = symbol;

    public Node Root { get; } = root;

    public BodyTraits Traits { get; } = traits;

    /// <summary>The parameters that the body changes, so that they need not be what the caller gave; nothing when there are none.</summary>
    public HashSet<IParameterSymbol>? Assigned { get; init; }

    /// <summary>The members that tell a state and that the body changes, and where; nothing when there are none.</summary>
    public List<(ISymbol Member, int At)>? Changes { get; init; }

    /// <summary>Whether it changes a member that tells a state between two places, or anywhere.</summary>
    public bool ChangesState(ISymbol member, int after = -1, int before = int.MaxValue) =>
        Changes?.Exists(change => change.At > after && change.At < before && SymbolEqualityComparer.Default.Equals(change.Member, member)) == true;

    /// <summary>The type whose <c>this</c> the body sees.</summary>
    public INamedTypeSymbol? ContainingType { get; } = symbol.ContainingType?.OriginalDefinition;

    /// <summary>Whether nothing in it concerns locks: most getters, for one.</summary>
    public bool IsIdle => Root is Jump or Sequence { Nodes.IsEmpty: true };

    /// <summary>Whether a call of it changes nothing that anybody asks for; constructors are asked for their callers.</summary>
    public bool IsInert => IsIdle && Changes is null && (Traits & (BodyTraits.FillsMembers | BodyTraits.IsConstruction)) == 0;

    /// <summary>Where the body stands in the program that is being solved.</summary>
    public int Index { get; set; }

    public List<Simulation.AcquireEvent> Acquires => _events.Acquires;

    public List<Simulation.CallEvent> Calls => _events.Calls;

    public List<Simulation.WaitEvent> Waits => _events.Waits;

    public List<Simulation.SignalEvent> Signals => _events.Signals;

    public List<Simulation.SuspendEvent> Suspends => _events.Suspends;

    /// <summary>What a caller holds after the call that it did not hold before.</summary>
    public ImmutableArray<Simulation.Effect> Enters { get; set; } = [];

    /// <summary>What a caller no longer holds after the call.</summary>
    public ImmutableArray<Simulation.Effect> Exits { get; set; } = [];

    /// <summary>What is held at a <c>yield return</c>.</summary>
    public ImmutableArray<Simulation.Effect> HeldAtYield { get; set; } = [];

    /// <summary>Whether a call of it can leave its caller with more or fewer locks.</summary>
    public bool ChangesHeld => !Enters.IsEmpty || !Exits.IsEmpty || !HeldAtYield.IsEmpty;

    /// <summary>Forgets what an earlier simulation has found.</summary>
    public void Restart() => _events = new BodyEvents();
}

[System.Flags]
internal enum BodyTraits
{
    None = 0,
    IsAsync = 1,
    IsIterator = 2,

    /// <summary>Runs before its object is known to anyone: an instance constructor or initializer.</summary>
    IsConstruction = 4,

    /// <summary>A static constructor or static field initializer.</summary>
    IsStaticInitialization = 8,
    IsLambda = 16,

    /// <summary>May end a wait.</summary>
    Signals = 32,

    /// <summary>Has an acquisition of its own.</summary>
    TakesLocks = 64,

    /// <summary>Gives members of objects values that others may ask for.</summary>
    FillsMembers = 128,
}
