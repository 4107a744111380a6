using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>What runs only while a static member holds nothing, and fills it: once, and mostly before there is a second thread, as a static constructor does.</summary>
internal sealed class LazyMembers(LockProgram program)
{
    private readonly ILookup<ISymbol, ISymbol> _fillers = program.Facts.MemberFills.ToLookup(static fill => fill.Member, static fill => fill.Body, SymbolEqualityComparer.Default);

    /// <summary>Whether the first step of a way from a body on, to another body, is part of making such a member.</summary>
    public bool IsMade(Body body, Reach reach) => reach.Step is { } step && IsMade(step.Call.Conditions, body, step.Target.Body);

    /// <summary>Whether one thread waits for the lock around making such a member, and the other one holds it for something else.</summary>
    public bool IsOtherUse(Nesting waiting, Nesting holding)
    {
        var (acquire, body) = waiting.Taken.Last;
        if (!IsMade(acquire.Conditions, body, body)) return false;
        var held = holding.Body.Acquires.Find(other => ReferenceEquals(other.Acquired, holding.Outer));
        return held is null || !acquire.Conditions.OfType<UnfilledCondition>().Any(held.Conditions.Contains);
    }

    private bool IsMade(ImmutableArray<Condition> conditions, Body body, Body run)
    {
        foreach (var condition in conditions)
        {
            if (condition is UnfilledCondition { Member: var member } && (IsFilledBy(member, body) || IsFilledBy(member, run))) return true;
        }

        return false;
    }

    private bool IsFilledBy(ISymbol member, Body body) => _fillers[member].Contains(body.Symbol, SymbolEqualityComparer.Default);
}
