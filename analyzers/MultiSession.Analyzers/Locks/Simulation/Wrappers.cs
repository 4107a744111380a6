using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Simulation;

/// <summary>The program's own lock wrappers: methods and constructors that leave a lock held, and those that free it.</summary>
internal sealed class Wrappers
{
    private readonly HashSet<ISymbol> _usedInside = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _freed = new(SymbolEqualityComparer.Default);
    private readonly bool[] _isWrapper;
    private readonly Dictionary<ISymbol, ISymbol> _wrapped = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _injected = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _constructorSources = new(SymbolEqualityComparer.Default);

    public Wrappers(Facts facts, int bodies)
    {
        _isWrapper = new bool[bodies];
        foreach (var (target, source) in facts.LockFlows)
        {
            if (target is IFieldSymbol or IPropertySymbol
                && source is { Kind: LockRefKind.Parameter, Symbol: IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter })
            {
                _constructorSources[target] = parameter.Ordinal;
                _injected.Add(target);
            }
        }
    }

    /// <summary>Whether a member is filled from a constructor's parameter, so that objects may share what it holds.</summary>
    public bool IsInjected(ISymbol member) => _injected.Contains(member);

    public bool Any { get; private set; }

    /// <summary>Whether a body is, or was once taken to be, a wrapper.</summary>
    public bool Include(Body body) => _isWrapper[body.Index];

    /// <summary>Learns from a simulated body which locks it leaves held, frees, or uses only inside.</summary>
    public void Learn(Body body)
    {
        foreach (var exit in body.Exits) _freed.Add(FreedBy(exit.Lock));
        foreach (var acquired in body.Acquires)
        {
            if (acquired.Acquired.Via is null && !body.Enters.Any(effect => SymbolEqualityComparer.Default.Equals(effect.Lock.Symbol, acquired.Acquired.Reference.Symbol)))
                _usedInside.Add(acquired.Acquired.Reference.Symbol);
        }

        if (body.ChangesHeld) Any = _isWrapper[body.Index] = true;
    }

    /// <summary>What a call of the body does to its caller's held locks; an iterator does it only while it is enumerated.</summary>
    public (ImmutableArray<Effect> Enters, ImmutableArray<Effect> Exits) EffectsOf(Body body, bool isEnumerated)
    {
        if (!body.ChangesHeld) return ([], []);
        if ((body.Traits & BodyTraits.IsIterator) != 0) return (isEnumerated ? body.HeldAtYield : [], []);
        return (body.Enters.IsEmpty || ReturnsToken(body) ? body.Enters : [.. body.Enters.Where(effect => _freed.Contains(FreedBy(effect.Lock)))], body.Exits);
    }

    /// <summary>What a lock is freed by: one that a helper is handed, by another method of that helper.</summary>
    private static ISymbol FreedBy(LockRef @lock) => @lock.Kind == LockRefKind.Parameter ? @lock.Symbol.ContainingType : @lock.Symbol;

    /// <summary>Whether a lock only lives to be entered and left by others: its type is a lock, and its users name it.</summary>
    public bool IsWrapped(ISymbol @lock) => !_usedInside.Contains(@lock);

    public void NoteWrapped(LockRef receiver, LockRef inner) => _wrapped[receiver.Symbol] = inner.Symbol;

    /// <summary>The lock inside the wrapper that a member stores.</summary>
    public ISymbol? InnerOf(ISymbol member) => _wrapped.TryGetValue(member, out var inner) ? inner : null;

    /// <summary>The constructor parameter that a token's lock field was filled from.</summary>
    public int? ConstructorSource(ISymbol field, Body callee) =>
        callee.Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && _constructorSources.TryGetValue(field, out var ordinal) ? ordinal : null;

    /// <summary>Whether a body only takes the lock for its callers, who are then the ones that take it.</summary>
    public bool LeavesHeld(Body body, HeldLock held) =>
        EffectsOf(body, isEnumerated: false).Enters.Any(effect => ReferenceEquals(effect.Lock, held.Reference));

    /// <summary>Whether the result of a call, when disposed, can free what the call took.</summary>
    public static bool ReturnsToken(Body body)
    {
        if (body.Symbol is not IMethodSymbol method) return false;
        var type = method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType;
        if (FrameworkCalls.IsTask(type))
        {
            // A task can be disposed, but that frees nothing; what it results in may.
            if (type is not INamedTypeSymbol { TypeArguments: [var result] }) return false;
            type = result;
        }

        return type.SpecialType == SpecialType.System_IDisposable
            || type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_IDisposable || face.Name == "IAsyncDisposable")
            || type.GetMembers("Dispose").Length > 0;
    }
}
