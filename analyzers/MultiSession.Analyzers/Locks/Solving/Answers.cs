using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Properties that each type answers with a constant, as <c>IsResponse</c>: asking them is asking for the type.</summary>
internal sealed class Answers
{
    private readonly Dictionary<IMethodSymbol, bool?> _constants = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(INamedTypeSymbol, IMethodSymbol, bool, bool), bool> _known = [];
    private readonly TypeIndex _types;

    public Answers(LockProgram program)
    {
        _types = program.Types;
        foreach (var (getter, answer) in program.Facts.Answers) _constants[getter] = _constants.TryGetValue(getter, out var other) && other != answer ? null : answer;
    }

    /// <summary>Whether an object of a type, or of one derived from it, may give the answer.</summary>
    public bool CanBe(AnswerCondition condition, INamedTypeSymbol type, bool isExact)
    {
        var key = (type, condition.Getter, condition.Value, isExact);
        if (!_known.TryGetValue(key, out var can)) _known.Add(key, can = Search(condition, type, isExact));
        return can;
    }

    private bool Search(AnswerCondition condition, INamedTypeSymbol type, bool isExact)
    {
        if (_types.Effective(type, condition.Getter) is not { } own) return true;
        IEnumerable<IMethodSymbol> derived = isExact ? [] : _types.OverridersOf(own).Where(other => TypeRelations.DerivesFrom(other.ContainingType, type));
        var run = derived.Prepend(own).Where(static getter => !getter.IsAbstract).ToList();
        return run.Count == 0 || run.Exists(getter => MayAnswer(getter, condition.Value));
    }

    private bool MayAnswer(IMethodSymbol getter, bool value) => !_constants.TryGetValue(getter, out var constant) || constant is not { } answer || answer == value;
}
