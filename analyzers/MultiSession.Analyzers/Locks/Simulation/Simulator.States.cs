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
        if (!AsksForStates()) return _conditions;
        return [.. _conditions.Where(condition => condition is not StateCondition state || !state.IsMade && !_body.ChangesState(state.Member, before: state.At)).Select(static condition => condition is StateCondition state ? state with { At = 0 } : condition)];
    }

    /// <summary>What is known at a place, the innermost answer for each member, if nothing has changed it since.</summary>
    private ImmutableArray<StateCondition> StatesAt(SyntaxNode place)
    {
        if (!AsksForStates()) return [];
        var states = ImmutableArray.CreateBuilder<StateCondition>();
        for (var index = _conditions.Length - 1; index >= 0; index--)
        {
            if (_conditions[index] is StateCondition state && !states.Any(known => SymbolEqualityComparer.Default.Equals(known.Member, state.Member))) states.Add(state);
        }

        states.RemoveAll(state => _body.ChangesState(state.Member, after: state.At, before: place.SpanStart));
        return states.ToImmutable();
    }

    private bool AsksForStates() => _conditions.Any(static condition => condition is StateCondition);
}
