using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Which objects may be in a variable, by their types and by where they are created, when all of them come from where the source creates them.</summary>
internal sealed class TypeFlow(Facts facts, TypeIndex index)
{
    /// <summary>What comes from more places than this may be anything.</summary>
    private const int MaxSources = 60;

    private readonly Lazy<ILookup<ISymbol, TypeFlowFact>> _flows = facts.TypeFlows.By(static fact => fact.Target);
    private readonly Dictionary<(ISymbol Variable, INamedTypeSymbol? User), (Dictionary<INamedTypeSymbol, bool>? Types, HashSet<SyntaxNode>? Places)> _contents = [];
    private readonly Dictionary<(ISymbol Variable, INamedTypeSymbol? User, List<IMethodSymbol> Targets), List<IMethodSymbol>> _runs = [];

    /// <summary>Which of some methods an object from a variable can run for a member; all, when the variable may hold anything.</summary>
    /// <param name="variable">What holds the object.</param>
    /// <param name="user">The class whose objects use it, where a base class declares it: what other subclasses give the base class is not theirs.</param>
    /// <param name="member">What is called.</param>
    /// <param name="targets">What may run for it.</param>
    public List<IMethodSymbol> RunFrom(ISymbol variable, INamedTypeSymbol? user, IMethodSymbol member, List<IMethodSymbol> targets)
    {
        if (!_runs.TryGetValue((variable, user, targets), out var run)) _runs.Add((variable, user, targets), run = Narrow(variable, user, member, targets));
        return run;
    }

    private List<IMethodSymbol> Narrow(ISymbol variable, INamedTypeSymbol? user, IMethodSymbol member, List<IMethodSymbol> targets)
    {
        var run = targets.FindAll(target => CanRun(variable, user, member, target));
        return run.Count == 0 ? targets : run;
    }

    /// <summary>Whether an object from a variable can run a method for a member, as far as is known.</summary>
    public bool CanRun(ISymbol variable, INamedTypeSymbol? user, IMethodSymbol member, IMethodSymbol target)
    {
        if (ContentsOf(variable, user).Types is not { } types) return true;
        return types.Any(type => index.AllRunBy(type.Key, member).Contains(target, SymbolEqualityComparer.Default) || !type.Value && TypeRelations.DerivesFrom(target.ContainingType, type.Key));
    }

    /// <summary>The types, and whether objects are of exactly that type; nothing when it may be anything.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, bool>? TypesIn(ISymbol variable) => ContentsOf(variable, user: null).Types;

    /// <summary>The places in the source where all objects that the variable ever holds are created; nothing when it may hold others.</summary>
    public HashSet<SyntaxNode>? PlacesIn(ISymbol variable) => ContentsOf(variable, user: null).Places;

    private (Dictionary<INamedTypeSymbol, bool>? Types, HashSet<SyntaxNode>? Places) ContentsOf(ISymbol variable, INamedTypeSymbol? user)
    {
        if (!_contents.TryGetValue((variable, user), out var contents)) _contents.Add((variable, user), contents = Collect(variable, user));
        return contents;
    }

    private (Dictionary<INamedTypeSymbol, bool>? Types, HashSet<SyntaxNode>? Places) Collect(ISymbol variable, INamedTypeSymbol? user)
    {
        var places = new HashSet<SyntaxNode>();
        var areAllKnown = true;
        var types = new Dictionary<INamedTypeSymbol, bool>(SymbolEqualityComparer.Default);
        var open = new OpenSources(variable);
        while (open.TryTake(out var symbol, out var isMadeBefore))
        {
            if (open.Count > MaxSources) return default;
            // A member that nothing fills holds nothing, and a parameter by reference gives nothing back; of other variables it is not known what fills them.
            var isKnown = symbol is (IFieldSymbol or IPropertySymbol) && !IsOpen(symbol) || symbol is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out, ContainingSymbol.IsAbstract: false };
            foreach (var fact in IsOpen(symbol) ? [] : _flows.Value[symbol])
            {
                isKnown = true;
                if (user is not null && IsForOthers(fact, symbol, user)) continue;
                if (fact.Creation is { } creation && !isMadeBefore) places.Add(creation);
                if (fact.Source is { } source)
                {
                    open.Add(source, isMadeBefore || fact.IsNew);
                    continue;
                }

                var type = fact.Type ?? (symbol.ValueType() is ITypeParameterSymbol ? variable.ValueType() : symbol.ValueType());
                if (!AddType(types, type, isExact: fact is { IsNew: true, Type: not null })) return default;
                areAllKnown &= fact.IsNew || isMadeBefore;
            }

            foreach (var other in index.SameSlot(symbol))
            {
                isKnown = true;
                open.Add(other, isMadeBefore);
            }

            if (isKnown) continue;
            if (!AddType(types, symbol.ValueType(), isExact: false)) return default;
            areAllKnown &= isMadeBefore;
        }

        return types.Count == 0 ? default : (types, areAllKnown ? places : null);
    }

    /// <summary>Whether what a base class declares, a member or the parameter of a constructor, is given something for objects of another class.</summary>
    private static bool IsForOthers(TypeFlowFact fact, ISymbol target, INamedTypeSymbol user)
    {
        var isParameter = target is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
        if (!isParameter && target is not (IFieldSymbol or IPropertySymbol)) return false;
        var declaring = target.ContainingType.OriginalDefinition;
        return !SymbolEqualityComparer.Default.Equals(declaring, user) && TypeRelations.DerivesFrom(user, declaring)
            && (fact.User is not { } other ? isParameter : !TypeRelations.DerivesFrom(other, user) && !TypeRelations.DerivesFrom(user, other));
    }

    /// <summary>Whether the type says something.</summary>
    private static bool AddType(Dictionary<INamedTypeSymbol, bool> types, ITypeSymbol? type, bool isExact)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named) return false;
        named = named.OriginalDefinition;
        types[named] = isExact && (!types.TryGetValue(named, out var before) || before);
        return true;
    }

    /// <summary>Whether others than the source's own calls give it a value.</summary>
    private bool IsOpen(ISymbol symbol) => symbol switch
    {
        IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out } => false,
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } => method.MethodKind is not (MethodKind.PropertySet or MethodKind.LocalFunction)
            && (method.MethodKind is not (MethodKind.Ordinary or MethodKind.Constructor) || !IsCalledByName(method) || facts.EscapingTargets.Contains(method)),
        IMethodSymbol method => !method.IsInSource,
        IFieldSymbol { IsReadOnly: false } field => field.IsPublicOutside,
        _ => false,
    };

    /// <summary>Whether each call names the method itself, and not one that it overrides or implements.</summary>
    private static bool IsCalledByName(IMethodSymbol method) =>
        method is { IsVirtual: false, IsAbstract: false, IsOverride: false, ExplicitInterfaceImplementations.IsEmpty: true }
        && (method.DeclaredAccessibility != Accessibility.Public || method.MethodKind == MethodKind.Constructor
            || !method.ContainingType.AllInterfaces.Any(face => !face.GetMembers(method.Name).IsEmpty));

    /// <summary>The sources that are still to be looked at: for where their objects are created, or only for the types of what a factory makes of them.</summary>
    private sealed class OpenSources
    {
        private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
        private HashSet<ISymbol>? _seenForTypes;
        private readonly Stack<(ISymbol Symbol, bool IsMadeBefore)> _open = [];

        public OpenSources(ISymbol first) => Add(first, isMadeBefore: false);

        /// <summary>All that have been added.</summary>
        public int Count => _seen.Count + (_seenForTypes?.Count ?? 0);

        public void Add(ISymbol symbol, bool isMadeBefore)
        {
            if (isMadeBefore ? !_seen.Contains(symbol) && (_seenForTypes ??= new(SymbolEqualityComparer.Default)).Add(symbol) : _seen.Add(symbol)) _open.Push((symbol, isMadeBefore));
        }

        public bool TryTake(out ISymbol symbol, out bool isMadeBefore)
        {
            (symbol, isMadeBefore) = _open.Count > 0 ? _open.Pop() : default;
            return symbol is not null;
        }
    }
}
