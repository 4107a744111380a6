using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>The source types of the program: who implements an interface, who overrides a method.</summary>
internal sealed class TypeIndex
{
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _implementers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> _overriders = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(INamedTypeSymbol, IMethodSymbol), IMethodSymbol?> _effective = [];
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> _implementations = new(SymbolEqualityComparer.Default);
    private readonly bool _isOneType;

    public TypeIndex(IEnumerable<Compilation> compilations, CancellationToken cancellationToken)
    {
        foreach (var compilation in compilations) AddNamespace(compilation.Assembly.GlobalNamespace, cancellationToken);
    }

    /// <summary>One type alone, with the types inside it.</summary>
    public TypeIndex(INamedTypeSymbol type)
    {
        _isOneType = true;
        AddType(type);
    }

    /// <summary>Whether all types that derive from a type or implement it are here.</summary>
    public bool KnowsAllBelow(INamedTypeSymbol type) => !_isOneType || type.IsSealed || type is { DeclaredAccessibility: Accessibility.Private, ContainingType: not null };

    public IReadOnlyList<INamedTypeSymbol> ImplementersOf(INamedTypeSymbol @interface) =>
        _implementers.TryGetValue(@interface.OriginalDefinition, out var types) ? types : [];

    /// <summary>Every override of a method, direct or through another override.</summary>
    public IReadOnlyList<IMethodSymbol> OverridersOf(IMethodSymbol method) => _overriders.TryGetValue(method, out var methods) ? methods : [];

    /// <summary>Whether an object of the source can be of both types: of a generic class for one type it is never of that class for another.</summary>
    public bool CanBeBoth(INamedTypeSymbol? one, INamedTypeSymbol? other) => (one?.TypeKind, other?.TypeKind) switch
    {
        (TypeKind.Class or TypeKind.Struct, TypeKind.Class or TypeKind.Struct) => TypeRelations.IsBelow(one, other!) || TypeRelations.IsBelow(other, one!),
        (TypeKind.Interface, TypeKind.Class or TypeKind.Struct) => ImplementersOf(one!).Any(type => TypeRelations.DerivesFrom(type, other!.OriginalDefinition)),
        (TypeKind.Class or TypeKind.Struct, TypeKind.Interface) => CanBeBoth(other, one),
        _ => true,
    };

    /// <summary>What a type runs for a member of a base class or interface, of that interface where it is asked for one by what it is generic in.</summary>
    public static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol member, INamedTypeSymbol? asked = null) =>
        member.ContainingType.TypeKind != TypeKind.Class ? Implementations(type, member, asked).FirstOrDefault()
        : TypeRelations.DerivesFrom(type, member.ContainingType) ? MostDerived(type, member)
        : null;

    /// <summary>What a type runs for the member of a generic interface that it implements several times.</summary>
    private static IEnumerable<IMethodSymbol> Implementations(INamedTypeSymbol type, IMethodSymbol member, INamedTypeSymbol? asked = null)
    {
        foreach (var face in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, member.ContainingType)) continue;
            if (SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, asked?.OriginalDefinition) && !TypeRelations.IsSameFace(face, asked!)) continue;
            foreach (var candidate in face.GetMembers(member.Name))
            {
                if (candidate is IMethodSymbol && SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, member)
                    && type.FindImplementationForInterfaceMember(candidate) is IMethodSymbol implementation) yield return MostDerived(type, Disposal.CoreOf(implementation) ?? implementation.OriginalDefinition);
            }
        }
    }

    /// <summary>Everything that an object of exactly this type may run for a member.</summary>
    public IEnumerable<IMethodSymbol> AllRunBy(INamedTypeSymbol type, IMethodSymbol member) =>
        member.ContainingType is { TypeKind: TypeKind.Interface, IsGenericType: true } ? Implementations(type, member) : Effective(type, member) is { } only ? [only] : [];

    /// <summary>What an object of exactly this type runs for a member; nothing when the type does not implement it.</summary>
    public IMethodSymbol? Effective(INamedTypeSymbol type, IMethodSymbol member)
    {
        if (!_effective.TryGetValue((type, member), out var found)) _effective.Add((type, member), found = FindEffective(type, member));
        return found;
    }

    /// <summary>The symbols that stand for the same variable elsewhere: overrides and implementations, a setter's value.</summary>
    public IEnumerable<ISymbol> SameSlot(ISymbol symbol) => HasOneSlot(symbol) ? [] : SlotsOf(symbol);

    /// <summary>Of most variables it is known at once that they are nothing else: they are asked for thousands of times.</summary>
    private static bool HasOneSlot(ISymbol symbol) => symbol.Kind is SymbolKind.Field or SymbolKind.Local
        || symbol is IParameterSymbol { RefKind: RefKind.None or RefKind.In, ContainingSymbol: not IMethodSymbol { AssociatedSymbol: not null } };

    private IEnumerable<ISymbol> SlotsOf(ISymbol symbol)
    {
        switch (symbol)
        {
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { AssociatedSymbol: IPropertySymbol set } }:
                yield return set;
                break;
            case IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out, Ordinal: var ordinal, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } declaring }:
                foreach (var implementation in ImplementationsOf(declaring)) yield return implementation.Parameters[ordinal];
                break;
            case IMethodSymbol method:
                foreach (var implementation in ImplementationsOf(method)) yield return implementation;
                break;
            case IPropertySymbol property:
                foreach (var given in RecordParameters.Of(property)) yield return given;
                if (property.OverriddenProperty is { } overridden) yield return overridden.OriginalDefinition;
                foreach (var implementation in property.GetMethod is { } getter ? ImplementationsOf(getter) : [])
                {
                    if (implementation.AssociatedSymbol is { } member) yield return member;
                }

                break;
        }
    }

    private List<IMethodSymbol> ImplementationsOf(IMethodSymbol method)
    {
        if (_implementations.TryGetValue(method, out var found)) return found;
        IEnumerable<IMethodSymbol> all = method.ContainingType.TypeKind == TypeKind.Interface
            ? ImplementersOf(method.ContainingType).Select(type => Effective(type, method)).OfType<IMethodSymbol>()
            : method.IsVirtual || method.IsAbstract || method.IsOverride ? OverridersOf(method) : [];
        _implementations.Add(method, found = [.. all.Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)]);
        return found;
    }

    private static IMethodSymbol? FindEffective(INamedTypeSymbol type, IMethodSymbol member) =>
        member.ContainingType.TypeKind == TypeKind.Interface ? Implementation(type, member) : MostDerived(type, member);

    /// <summary>The override that an object of the type runs: the compiler names the method of the class that lists the interface.</summary>
    private static IMethodSymbol MostDerived(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride) return method;
        for (var current = type; current is not null && !SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.ContainingType); current = current.BaseType)
        {
            foreach (var member in current.GetMembers(method.Name))
            {
                if (member is IMethodSymbol { IsOverride: true } candidate && Overrides(candidate, method)) return candidate.OriginalDefinition;
            }
        }

        return method;
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol other)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, other)) return true;
        }

        return false;
    }

    /// <summary>What an object of exactly this type runs for a virtual or interface member.</summary>
    public static IMethodSymbol? RunBy(INamedTypeSymbol type, IMethodSymbol method)
    {
        var run = FindEffective(type, method);
        return run is { IsAbstract: false } ? run : null;
    }

    private void AddNamespace(INamespaceSymbol space, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in space.GetMembers())
        {
            if (member is INamespaceSymbol inner) AddNamespace(inner, cancellationToken);
            else if (member is INamedTypeSymbol type) AddType(type);
        }
    }

    private void AddType(INamedTypeSymbol type)
    {
        foreach (var nested in type.GetTypeMembers()) AddType(nested);
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return;
        foreach (var face in type.AllInterfaces)
        {
            var key = face.OriginalDefinition;
            if (!_implementers.TryGetValue(key, out var types)) _implementers.Add(key, types = []);
            if (types.Count == 0 || !SymbolEqualityComparer.Default.Equals(types[types.Count - 1], type)) types.Add(type);
        }

        if (type.BaseType is null || type.BaseType.SpecialType == SpecialType.System_Object) return;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { IsOverride: true } method) continue;
            for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                var key = overridden.OriginalDefinition;
                if (key.ContainingType.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType) break;
                if (!_overriders.TryGetValue(key, out var methods)) _overriders.Add(key, methods = []);
                methods.Add(method);
            }
        }
    }
}
