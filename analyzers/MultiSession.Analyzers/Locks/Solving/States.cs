using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Whether a caller leaves a member in the state that what it calls asks for.</summary>
internal sealed class States(LockProgram program)
{
    /// <summary>Who has a member changed by what he calls is asked for so many calls deep.</summary>
    private const int MaxDepth = 3;

    private readonly ILookup<ISymbol, ISymbol> _changes = program.Facts.StateChanges.Select(static change => (change.Member, change.Body))
        .Concat(program.Facts.MemberFills.Select(static fill => (fill.Member, fill.Body)))
        .ToLookup(static change => change.Member, static change => change.Body, SymbolEqualityComparer.Default);

    private readonly Dictionary<ISymbol, HashSet<Body>> _changers = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a caller may meet a need, and which need that leaves for its own callers.</summary>
    public bool TryMap(StateCondition needed, Caller caller, out Condition? mapped)
    {
        mapped = null;
        if (!needed.Member.IsStatic && caller.Receiver.Kind != OwnerKind.This || IsChangedBeside(needed.Member, caller)) return true;
        foreach (var state in caller.Call.States)
        {
            if (SymbolEqualityComparer.Default.Equals(state.Member, needed.Member)) return state.IsSet == needed.IsSet;
        }

        if (!caller.Body.ChangesState(needed.Member)) mapped = needed;
        return true;
    }

    /// <summary>Whether something else that the caller calls may change the member.</summary>
    private bool IsChangedBeside(ISymbol member, Caller caller)
    {
        var changers = ChangersOf(member);
        return changers.Count > 0 && caller.Body.Calls.Exists(other => !ReferenceEquals(other, caller.Call) && other.Targets.Any(target => changers.Contains(target.Body)));
    }

    /// <summary>The bodies that change a member of an object that is made already, or call what does.</summary>
    private HashSet<Body> ChangersOf(ISymbol member)
    {
        if (_changers.TryGetValue(member, out var known)) return known;
        var changers = new HashSet<Body>(_changes[member].Select(program.Calls.BodyOf).OfType<Body>().Where(static body => (body.Traits & BodyTraits.IsConstruction) == 0));
        var last = changers.ToList();
        for (var depth = 0; depth < MaxDepth; depth++) last = [.. last.SelectMany(program.CallersOf).Select(static caller => caller.Body).Where(changers.Add)];
        _changers.Add(member, changers);
        return changers;
    }
}
