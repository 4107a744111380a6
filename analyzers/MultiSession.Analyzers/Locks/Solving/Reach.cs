using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>"Calling this body leads to <paramref name="goal"/>": the first step there, and the rest from the body that it calls.</summary>
internal sealed class Reach(object goal, LockMode mode, Owner owner, int cost, bool afterSuspend, AcquireEvent? acquire, Caller? step, Reach? next, Needs needs = default, int doubt = 0)
{
    /// <summary>The <see cref="ProgramLock"/> that is taken, or the <see cref="WaitEvent"/> that blocks.</summary>
    public object Goal { get; } = goal;

    public LockMode Mode { get; } = mode;

    /// <summary>The owner of the lock, in the terms of the body that this starts in.</summary>
    public Owner Owner { get; } = owner;

    public int Cost { get; } = cost;

    /// <summary>Whether it happens after an await, so that only a caller that awaits is sure to wait for it.</summary>
    public bool AfterSuspend { get; } = afterSuspend;

    public AcquireEvent? Acquire { get; } = acquire;

    public Caller? Step { get; } = step;

    public Reach? Next { get; } = next;

    /// <summary>What the callers further up must have given for this to happen.</summary>
    public Needs Needs { get; } = needs;

    /// <summary>How much of a guess the steps are, all together.</summary>
    public int Doubt { get; } = (next?.Doubt ?? 0) + (step?.Target.Doubt ?? 0) + doubt;

    /// <summary>Whether a thread on the way only waits for another one that goes on.</summary>
    public bool RunsElsewhere { get; } = next is { RunsElsewhere: true } || step is { Call.Site.RunsElsewhere: true };

    public int Calls { get; } = (next?.Calls ?? 0) + (step is null ? 0 : 1);

    /// <summary>Where the lock is taken in the end.</summary>
    public AcquireEvent Last => Next?.Last ?? Acquire!;

    /// <summary>Whether the way goes through a body.</summary>
    public bool PassesThrough(Body body) => Step?.Target.Body == body || Next?.PassesThrough(body) == true;

    public Confidence Confidence
    {
        get
        {
            var worst = Confidence.Direct;
            for (var current = this; current is not null; current = current.Next)
            {
                if (current.Step is { } step && step.Target.Confidence > worst) worst = step.Target.Confidence;
            }

            return worst;
        }
    }
}

/// <summary>What a story needs of the calls that lead to it.</summary>
/// <param name="Passed">The delegate that a caller must have passed.</param>
/// <param name="Given">What <c>this</c> and the parameters must be.</param>
/// <param name="OwnerType">The most special type that the lock's owner is known to have.</param>
/// <param name="OwnerPlaces">The places where the lock's owner may have been created, as far as they are known.</param>
/// <param name="FreedLocks">What the callers hold is freed on the way, if it is one of these.</param>
internal readonly record struct Needs(Passed? Passed, ImmutableArray<Condition> Given, INamedTypeSymbol? OwnerType, HashSet<SyntaxNode>? OwnerPlaces, ImmutableArray<ProgramLock> FreedLocks)
{
    public ImmutableArray<Condition> Conditions => Given.IsDefault ? [] : Given;

    public ImmutableArray<ProgramLock> Freed => FreedLocks.IsDefault ? [] : FreedLocks;

    /// <summary>Whether a certain delegate must have been handed in or stored.</summary>
    public bool NamesDelegate => Passed is not null || Conditions.Any(static condition => condition is MemberCondition { Handler: not null });

    /// <summary>Whether whoever meets the other needs meets these.</summary>
    public bool AreLessThan(Needs other) =>
        Equals(Passed, other.Passed) && SymbolEqualityComparer.Default.Equals(OwnerType, other.OwnerType)
        && (OwnerPlaces is null || OwnerPlaces == other.OwnerPlaces)
        && AreIn(Conditions, other.Conditions) && AreIn(Freed, other.Freed);

    private static bool AreIn<T>(ImmutableArray<T> some, ImmutableArray<T> all)
    {
        foreach (var one in some)
        {
            if (!all.Contains(one)) return false;
        }

        return true;
    }
}

/// <summary>A delegate parameter that must hold a certain lambda or method: only callers that pass it run it.</summary>
/// <remarks>The owner of the lock in the terms of that lambda: whoever wrote it knows more of the object than whoever runs it.</remarks>
internal sealed record Passed(IParameterSymbol Parameter, ISymbol Target, Owner Owner)
{
    /// <summary>Lambdas in lambdas are followed only so far.</summary>
    private const int MaxDepth = 3;

    /// <summary>How much of a guess it is, should it not show what a caller passes.</summary>
    public int Doubt { get; init; }

    /// <summary>What must have been passed to the method around that lambda: it runs a parameter that it has captured.</summary>
    public Passed? Captured { get; init; }

    private int Depth => 1 + (Captured?.Depth ?? 0);

    public static Passed? By(Caller caller, Owner owner, Passed? captured = null) =>
        caller.Call.Site.Delegate is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol parameter }
            ? new(parameter, caller.Target.Body.Symbol, owner) { Doubt = caller.Target.IsGiven ? caller.Target.DoubtOfAny : 0, Captured = captured?.Depth < MaxDepth ? captured : null }
            : null;

    public bool Equals(Passed? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Parameter, other.Parameter) && SymbolEqualityComparer.Default.Equals(Target, other.Target) && Owner.Equals(other.Owner) && Equals(Captured, other.Captured);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Target);
}

/// <summary>A reach as one caller sees it: the owner in its terms, what its own callers must pass, and how much of a guess it is what he passes himself.</summary>
internal readonly record struct Way(Owner Owner, Needs Needs, int Doubt);
