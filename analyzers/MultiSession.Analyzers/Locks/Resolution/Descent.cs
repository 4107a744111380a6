using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Knows the members through which an object reaches others that do not lead back: what it was given when it was made, its parts.</summary>
/// <remarks>
/// What a constructor is given is older than the object, so that no ring is made of such members alone.
/// A tree of one type is built from its leaves; the way back up is a member that is given <c>this</c>.
/// </remarks>
internal sealed class Descent
{
    /// <summary>Constructors hand on to each other only so often.</summary>
    private const int MaxHandedOn = 4;

    private readonly Lazy<HashSet<ISymbol>> _givenThis;
    private readonly Dictionary<ISymbol, ISymbol> _elements = new(SymbolEqualityComparer.Default);
    private readonly Lazy<HashSet<ISymbol>> _older;
    private readonly Dictionary<ISymbol, bool> _goesDown = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _leadsBack = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ILookup<ISymbol, (ISymbol Target, ISymbol? Source)>> _references;
    private readonly Facts _facts;

    public Descent(Facts facts)
    {
        _facts = facts;
        _references = facts.ReferenceFlows.By(static flow => flow.Target);
        _older = new(() => OlderIn(facts));
        _givenThis = new(() => GivenThisIn(facts));
        foreach (var (local, collection) in facts.Elements) _elements[local] = collection;
    }

    /// <summary>The members that only ever store what their object's constructor was given.</summary>
    private static HashSet<ISymbol> OlderIn(Facts facts)
    {
        var older = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (member, _, isOlder, _) in facts.MemberValues)
        {
            if (isOlder && !OwnObjects.CanBeSetFromOutside(member)) older.Add(member);
        }

        foreach (var (member, _, isOlder, _) in facts.MemberValues)
        {
            if (!isOlder) older.Remove(member);
        }

        return older;
    }

    /// <summary>The members and parameters that may be given <c>this</c>.</summary>
    private static HashSet<ISymbol> GivenThisIn(Facts facts)
    {
        var given = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var handedOn = facts.ReferenceFlows.Where(static flow => flow.Source is not null).ToLookup(static flow => flow.Source!, static flow => flow.Target, SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>(facts.ReferenceFlows.Where(static flow => flow.Source is null).Select(static flow => flow.Target));
        while (open.Count > 0)
        {
            var symbol = open.Pop();
            if (!given.Add(symbol)) continue;
            foreach (var target in handedOn[symbol]) open.Push(target);
            if (symbol is not IPropertySymbol { SetMethod: { Parameters.Length: > 0 } setter }) continue;
            foreach (var target in handedOn[setter.Parameters[setter.Parameters.Length - 1]]) open.Push(target);
        }

        return given;
    }

    /// <summary>Whether an owner is an object that <c>this</c> leads to and that does not lead back.</summary>
    public bool GoesDown(Owner owner) => owner.Kind switch
    {
        OwnerKind.Below => true,
        OwnerKind.Member or OwnerKind.Element => GoesDown(owner.Symbol!),
        OwnerKind.Local when owner.Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
        OwnerKind.Local => _elements.TryGetValue(owner.Symbol!, out var collection) && GoesDown(collection),
        _ => false,
    };

    /// <summary>The collection of <c>this</c> that an owner is an element of.</summary>
    public ISymbol? CollectionOf(Owner owner) => owner.Kind switch
    {
        OwnerKind.Element => owner.Symbol,
        OwnerKind.Local => _elements.TryGetValue(owner.Symbol!, out var collection) ? collection : null,
        _ => null,
    };

    /// <summary>Whether a member only ever stores whoever created its object, so that an object's own part leads back to it.</summary>
    public bool LeadsBack(ISymbol? member)
    {
        if (member is null || !_facts.IsWhole || !_older.Value.Contains(member)) return false;
        if (!_leadsBack.TryGetValue(member, out var known)) _leadsBack.Add(member, known = IsCreator(member, MaxHandedOn));
        return known;
    }

    /// <summary>Whether all that a symbol is given is <c>this</c> of who calls the constructor; from constructor to constructor only of one object.</summary>
    private bool IsCreator(ISymbol symbol, int steps) =>
        steps > 0 && _references.Value.Contains(symbol) && !_facts.OtherReferences.Contains(symbol)
        && _references.Value[symbol].All(flow => flow.Source is not { } source ? symbol is IParameterSymbol : TypeRelations.Is(source.ContainingType, symbol.ContainingType) && IsCreator(source, steps - 1));

    private bool GoesDown(ISymbol member)
    {
        if (_older.Value.Contains(member)) return true;
        if (_goesDown.TryGetValue(member, out var known)) return known;
        var type = ElementType(member.ValueType());
        return _goesDown[member] = !member.IsStatic && type is not null && TypeRelations.Is(member.ContainingType, type) && !_givenThis.Value.Contains(member);
    }

    private static INamedTypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { ElementType: INamedTypeSymbol element } => element.OriginalDefinition,
        INamedTypeSymbol { IsInSource: false, TypeArguments: [.., INamedTypeSymbol element] } => element.OriginalDefinition,
        INamedTypeSymbol { SpecialType: SpecialType.None } named => named.OriginalDefinition,
        _ => null,
    };
}
