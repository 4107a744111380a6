using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Gives every lock expression the lock that it denotes: follows aliases, sorts out what is no lock.</summary>
internal sealed class LockTable
{
    private const int MaxAliasDepth = 6;

    private readonly Dictionary<ISymbol, List<LockRef>> _sources = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<LockCreation>> _creations = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<LockKey, ProgramLock> _locks = [];
    private readonly Dictionary<(ProgramLock, ProgramLock), bool> _mayBe = [];
    private readonly HashSet<INamedTypeSymbol> _selfLockedTypes = new(SymbolEqualityComparer.Default);
    private readonly System.Lazy<HashSet<ISymbol>> _states;
    private readonly TypeIndex _types;
    private readonly ISymbol? _onlyType;

    public LockTable(Facts facts, TypeIndex types)
    {
        _types = types;
        _onlyType = facts.OnlyType;
        foreach (var (target, source) in facts.LockFlows) GetOrAdd(_sources, target).Add(source);
        foreach (var (target, creation) in facts.LockCreations)
        {
            if (!_creations.TryGetValue(target, out var kinds)) _creations.Add(target, kinds = []);
            kinds.Add(creation);
        }

        _states = new(() => StatesIn(facts));
    }

    public IReadOnlyCollection<ProgramLock> Locks => _locks.Values;

    /// <summary>Notes that instances of a type are locked as such, so that a field that holds one is that same lock.</summary>
    public void NoteSelfLocked(LockRef reference)
    {
        if (reference is { Kind: LockRefKind.Instance, Owner.Kind: OwnerKind.This, Symbol: INamedTypeSymbol type }) _selfLockedTypes.Add(type);
    }

    /// <summary>The lock behind a reference, and the reference in the terms of that lock; <see langword="null"/> when it is none that can be named.</summary>
    public (ProgramLock Lock, LockRef Reference)? Resolve(LockRef reference)
    {
        if (Canonical(reference, 0) is not { } canonical || !IsLock(canonical) || !IsKnown(canonical.Symbol)) return null;
        var key = new LockKey(canonical);
        if (!_locks.TryGetValue(key, out var found))
        {
            found = new ProgramLock(_locks.Count, canonical.Symbol, canonical.Kind, canonical.Flavor, LockNames.Full(canonical)) { ShortName = LockNames.Short(canonical) };
            if (canonical.Flavor == LockFlavor.ReaderWriterSlim && IsRecursive(canonical.Symbol)) found.IsReentrant = true;
            DeclaredOrder.ReadRank(found);
            _locks.Add(key, found);
        }

        return (found, canonical);
    }

    /// <summary>Whether a reader-writer lock lets its holder enter again.</summary>
    public bool IsRecursive(ISymbol @lock) => Has(@lock, LockCreation.RecursiveReaderWriter);

    /// <summary>Whether several objects may hold one lock, so that different objects do not mean different locks.</summary>
    public bool IsShared(ProgramLock @lock) =>
        @lock.Kind == LockRefKind.Member && (_sources.ContainsKey(@lock.Symbol) || @lock.Symbol is IMethodSymbol or IPropertySymbol { IsAbstract: true });

    /// <summary>Whether the first may stand for the second: it is one of the locks that objects are handed.</summary>
    public bool MayBe(ProgramLock one, ProgramLock other)
    {
        var key = (one, other);
        if (!_mayBe.TryGetValue(key, out var found)) _mayBe.Add(key, found = MayBe(one.Symbol, other, depth: 0));
        return found;
    }

    private bool MayBe(ISymbol symbol, ProgramLock other, int depth) =>
        depth < MaxAliasDepth && _sources.TryGetValue(symbol, out var sources)
        && sources.Exists(source => source.Kind == LockRefKind.Parameter ? MayBe(source.Symbol, other, depth + 1) : Resolve(source)?.Lock == other);

    /// <summary>Whether a semaphore is only ever made without a count: whoever waits for it waits for a release by somebody else.</summary>
    public bool IsSignal(ISymbol? semaphore) => semaphore is not null && _creations.TryGetValue(semaphore, out var kinds) && kinds.Count == 1 && kinds.Contains(LockCreation.SemaphoreOfNone);

    private LockRef? Canonical(LockRef reference, int depth)
    {
        if (depth > MaxAliasDepth) return null;
        switch (reference.Kind)
        {
            case LockRefKind.Member when Alias(reference) is { } alias && Canonical(alias, depth + 1) is { } aliased:
                return aliased;
            case LockRefKind.Member when reference.Symbol is IMethodSymbol { MethodKind: MethodKind.StaticConstructor }:
                return reference;
            case LockRefKind.Member when reference.Symbol is IMethodSymbol method:
                return method.ReturnType is INamedTypeSymbol { IsInSource: true } result
                    ? Canonical(new LockRef(LockRefKind.Instance, result.OriginalDefinition, Owner.Unknown, reference.Flavor), depth + 1)
                    : null;
            case LockRefKind.Member when LockProperties.OnlyImplementation(reference.Symbol, _types) is { } implementation:
                return Canonical(new LockRef(LockRefKind.Member, implementation, reference.Owner, reference.Flavor) { OwnerType = reference.OwnerType }, depth + 1);
            case LockRefKind.Member when SelfLockedTypeOf(reference.Symbol) is { } type:
                return _states.Value.Contains(reference.Symbol)
                    ? null
                    : new LockRef(LockRefKind.Instance, type, new Owner(OwnerKind.Member, reference.Symbol), reference.Flavor) { OwnerType = reference.Symbol.ValueType() as INamedTypeSymbol };
            case LockRefKind.Instance when reference.Symbol is INamedTypeSymbol type:
                return TopSelfLocked(type) is { } top ? new LockRef(LockRefKind.Instance, top, reference.Owner, reference.Flavor) { OwnerType = reference.OwnerType } : null;
            case LockRefKind.Parameter when _onlyType is not null && reference.Symbol.ContainingSymbol.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable):
                return null;
            case LockRefKind.Parameter:
                if (OnlySource(reference.Symbol, reference.Flavor) is not { } source) return null;
                var isGivers = reference.Owner.Kind == OwnerKind.Giver && _sources[reference.Symbol].TrueForAll(static source => source.Owner.Kind == OwnerKind.This);
                return Canonical(source.With(isGivers ? reference.Owner : Owner.Unknown, source.OwnerType), depth + 1);
            default:
                return reference;
        }
    }

    /// <summary>The member that a property, method or constructor-filled field stands for.</summary>
    private LockRef? Alias(LockRef reference)
    {
        if (reference.Symbol is IFieldSymbol && _creations.ContainsKey(reference.Symbol)) return null;
        if (OnlySource(reference.Symbol, reference.Flavor) is not { } source) return null;
        if (SymbolEqualityComparer.Default.Equals(source.Symbol, reference.Symbol)) return null;
        if (source.Owner.Kind is OwnerKind.Parameter && SelfLockedTypeOf(reference.Symbol) is not null) return null;
        // A property's getter names the lock from inside its object; what a constructor stores was named by somebody else.
        if (reference.Symbol is not IFieldSymbol && source.Owner.Kind == OwnerKind.This) return source.With(reference.Owner, reference.OwnerType);
        return reference.Symbol is IFieldSymbol || source.Owner.Kind == OwnerKind.Parameter
            ? source.With(source.Owner.Kind == OwnerKind.Static ? Owner.Static : source.Kind == LockRefKind.Parameter && reference.Owner.Kind == OwnerKind.This ? new(OwnerKind.Giver) : Owner.Unknown, source.OwnerType)
            : source;
    }

    /// <summary>The members that hold shared static objects besides others, as for a state: they do not tell which object is locked.</summary>
    private static HashSet<ISymbol> StatesIn(Facts facts)
    {
        var shared = new HashSet<ISymbol>(
            facts.TypeFlows.Where(static flow => flow is { Target: IFieldSymbol or IPropertySymbol, Source: { IsStatic: true } and (IFieldSymbol or IPropertySymbol) }).Select(static flow => flow.Target),
            SymbolEqualityComparer.Default);
        if (shared.Count == 0) return shared;
        var states = new HashSet<ISymbol>(
            facts.TypeFlows.Where(flow => shared.Contains(flow.Target))
                .GroupBy(static flow => flow.Target, SymbolEqualityComparer.Default)
                .Where(static flows => flows.Distinct().Skip(1).Any())
                .Select(static flows => flows.Key!),
            SymbolEqualityComparer.Default);
        states.UnionWith([.. facts.TypeFlows.Where(flow => flow.Target is IPropertySymbol && flow.Source is not null && states.Contains(flow.Source)).Select(static flow => flow.Target)]);
        return states;
    }

    private LockRef? OnlySource(ISymbol symbol, LockFlavor flavor)
    {
        // What is sometimes handed a new lock stands for no other one.
        if (!_sources.TryGetValue(symbol, out var sources) || symbol is IParameterSymbol && _creations.ContainsKey(symbol)) return null;
        var first = sources[0];
        if (sources.Any(other => other.Kind != first.Kind || !SymbolEqualityComparer.Default.Equals(other.Symbol, first.Symbol))) return null;
        return first.With(flavor);
    }

    private INamedTypeSymbol? SelfLockedTypeOf(ISymbol member)
    {
        var type = member.ValueType();
        // A project's copy of a framework lock locks itself, yet each field that holds one is a lock of its own.
        if (LockPrimitives.CanCarryLock(type)) return null;
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsInSource: true } named ? SelfLockedBase(named.OriginalDefinition) : null;
    }

    private INamedTypeSymbol? SelfLockedBase(INamedTypeSymbol type)
    {
        INamedTypeSymbol? top = null;
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType?.OriginalDefinition)
        {
            if (_selfLockedTypes.Contains(current)) top = current;
        }

        return top;
    }

    /// <summary>The base class whose <c>this</c> is locked, so that base and derived class share one lock; an interface is its only locked class.</summary>
    private INamedTypeSymbol? TopSelfLocked(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface) return SelfLockedBase(type) ?? type;
        var candidates = _types.ImplementersOf(type).Select(SelfLockedBase).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Take(2).ToList();
        return candidates.Count == 1 ? candidates[0] : null;
    }

    private bool IsLock(LockRef reference)
    {
        if (reference.Flavor == LockFlavor.Lazy) return !Has(reference.Symbol, LockCreation.LazyWithoutLock);
        if (reference.Flavor != LockFlavor.Semaphore) return true;
        return Has(reference.Symbol, LockCreation.SemaphoreOfOne) && !Has(reference.Symbol, LockCreation.SemaphoreOfMany) && !Has(reference.Symbol, LockCreation.SemaphoreOfNone);
    }

    /// <summary>Whether it is clear which lock it is: of one that somebody else declares, overrides or hands in, a type alone does not tell.</summary>
    private bool IsKnown(ISymbol symbol)
    {
        if (_onlyType is null) return true;
        if (symbol.IsAbstract && symbol is not INamedTypeSymbol || symbol.IsVirtual
            || _sources.TryGetValue(symbol, out var sources) && sources.Any(static source => source.Kind == LockRefKind.Parameter)) return false;
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _onlyType)) return true;
        }

        return false;
    }

    private bool Has(ISymbol symbol, LockCreation creation) => _creations.TryGetValue(symbol, out var kinds) && kinds.Contains(creation);

    private static List<T> GetOrAdd<T>(Dictionary<ISymbol, List<T>> map, ISymbol key)
    {
        if (!map.TryGetValue(key, out var list)) map.Add(key, list = []);
        return list;
    }

    /// <summary>What tells two locks apart: a semaphore's count, or a lock to await, has nothing to do with the monitor of the same object.</summary>
    private readonly struct LockKey(LockRef reference) : System.IEquatable<LockKey>
    {
        private readonly ISymbol _symbol = reference.Symbol;
        private readonly (bool IsTypeObject, bool IsElement, bool IsCount) _use =
            (reference.Kind == LockRefKind.TypeObject, reference.Kind == LockRefKind.Element, reference.Flavor is LockFlavor.Semaphore or LockFlavor.Async);

        public bool Equals(LockKey other) => _use == other._use && SymbolEqualityComparer.Default.Equals(_symbol, other._symbol);

        public override bool Equals(object? obj) => obj is LockKey other && Equals(other);

        public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(_symbol) * 4 + _use.GetHashCode();
    }
}
