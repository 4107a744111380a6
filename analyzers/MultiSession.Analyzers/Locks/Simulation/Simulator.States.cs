using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>Which states of the body's own members lead to a place: those that its callers must have left, and those that are known there.</summary>
internal sealed partial class Simulator
{
    /// <summary>What must be so for a place to be reached when the body is called: what it makes so itself says nothing of that.</summary>
    private ImmutableArray<Condition> Needs()
    {
        if (!_asksForStates) return _conditions;
        return [.. _conditions.Where(condition => condition is not StateCondition state || !state.IsMade && !IsChanged(state.Member, before: state.At)).Select(static condition => condition is StateCondition state ? state with { At = 0 } : condition)];
    }

    /// <summary>What is known at a place, the innermost answer for each member, if nothing has changed it since.</summary>
    private ImmutableArray<StateCondition> StatesAt(SyntaxNode place)
    {
        if (!_asksForStates) return [];
        var states = ImmutableArray.CreateBuilder<StateCondition>();
        for (var index = _conditions.Length - 1; index >= 0; index--)
        {
            if (_conditions[index] is StateCondition state && !states.Any(known => SymbolEqualityComparer.Default.Equals(known.Member, state.Member))) states.Add(state);
        }

        states.RemoveAll(state => IsChanged(state.Member, before: place.SpanStart, after: state.At));
        return states.ToImmutable();
    }

    /// <summary>Whether the body changes a member between two places.</summary>
    private bool IsChanged(ISymbol member, int before, int after = -1) =>
        _body.Changes?.Exists(change => change.At > after && change.At < before && SymbolEqualityComparer.Default.Equals(change.Member, member)) == true;
}
