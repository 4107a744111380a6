using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Which methods a virtual or interface member may run.</summary>
/// <param name="facts">What is created.</param>
/// <param name="types">Who implements and overrides.</param>
/// <param name="mostTargets">Of a member that may run more, it does not matter which.</param>
internal sealed class VirtualDispatch(Facts facts, TypeIndex types, int mostTargets)
{
    private readonly Dictionary<(IMethodSymbol, INamedTypeSymbol?), List<IMethodSymbol>> _targets = new(DispatchKeyComparer.Instance);
    private readonly Dictionary<INamedTypeSymbol, bool> _canExist = new(SymbolEqualityComparer.Default);

    /// <summary>What may run where a member is called on an object of a type; of more targets than count only that there are more.</summary>
    public List<IMethodSymbol> TargetsOf(IMethodSymbol method, INamedTypeSymbol? receiver = null)
    {
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride) return [method];
        var key = (method, receiver is null ? null : Asked(receiver));
        if (!_targets.TryGetValue(key, out var found)) _targets.Add(key, found = Find(method, key.Item2, mostTargets));
        return found;
    }

    /// <summary>All that may run for a member, however many they are.</summary>
    public List<IMethodSymbol> AllTargetsOf(IMethodSymbol method) => Find(method, null, int.MaxValue);

    /// <summary>The type that a call is made on, with what it is generic in as far as that is known.</summary>
    private static INamedTypeSymbol Asked(INamedTypeSymbol type) =>
        type.IsGenericType && type.TypeArguments.Any(static argument => argument is not ITypeParameterSymbol) ? type : type.OriginalDefinition;

    private List<IMethodSymbol> Find(IMethodSymbol method, INamedTypeSymbol? receiver, int most) =>
        method.ContainingType.TypeKind == TypeKind.Interface ? InterfaceTargets(method, receiver, most) : ClassTargets(method, receiver);

    private List<IMethodSymbol> InterfaceTargets(IMethodSymbol method, INamedTypeSymbol? asked, int most)
    {
        var receiver = asked?.OriginalDefinition;
        var narrow = receiver is not null && !SymbolEqualityComparer.Default.Equals(receiver, method.ContainingType);
        var result = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var type in types.ImplementersOf(narrow && receiver!.TypeKind == TypeKind.Interface ? receiver : method.ContainingType))
        {
            if (narrow && receiver!.TypeKind != TypeKind.Interface && !TypeRelations.DerivesFrom(type, receiver)) continue;
            if (!CanExist(type) || asked is { IsDefinition: false } && !TypeRelations.CanStandFor(type, asked)) continue;
            if ((asked is { IsDefinition: false } ? TypeIndex.Implementation(type, method, asked) : types.Effective(type, method)) is { } implementation && result.Add(implementation) && result.Count > most) break;
        }

        if (!method.IsAbstract && result.Count == 0) result.Add(method);
        return [.. result];
    }

    private List<IMethodSymbol> ClassTargets(IMethodSymbol method, INamedTypeSymbol? asked)
    {
        var receiver = asked?.OriginalDefinition;
        var overriders = asked is { IsDefinition: false } ? [.. types.OverridersOf(method).Where(candidate => TypeRelations.CanStandFor(candidate.ContainingType, asked))] : types.OverridersOf(method);
        if (receiver is null || receiver.TypeKind == TypeKind.Interface || SymbolEqualityComparer.Default.Equals(receiver, method.ContainingType))
        {
            List<IMethodSymbol> all = [.. overriders.Where(candidate => CanExist(candidate.ContainingType))];
            if (!method.IsAbstract) all.Insert(0, method);
            return all;
        }

        var result = overriders.Where(candidate => !SymbolEqualityComparer.Default.Equals(candidate.ContainingType, receiver)
            && TypeRelations.DerivesFrom(candidate.ContainingType, receiver) && CanExist(candidate.ContainingType)).ToList();
        for (INamedTypeSymbol? type = receiver; type is not null; type = type.BaseType?.OriginalDefinition)
        {
            var effective = SymbolEqualityComparer.Default.Equals(type, method.ContainingType)
                ? method
                : overriders.FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.ContainingType, type));
            if (effective is null) continue;
            if (!effective.IsAbstract) result.Insert(0, effective);
            break;
        }

        return result;
    }

    /// <summary>Whether an instance can be there: nobody can create a non-public type that no code creates, and a program runs no test doubles.</summary>
    private bool CanExist(INamedTypeSymbol type)
    {
        if (!_canExist.TryGetValue(type, out var answer)) _canExist.Add(type, answer = MayBeCreated(type));
        return answer;
    }

    private bool MayBeCreated(INamedTypeSymbol type)
    {
        if (TestDoubles.Contain(type)) return false;
        if (type.IsAbstract || type.TypeKind == TypeKind.Struct || type.IsGenericType) return true;
        if (facts.CreatedTypes.Contains(type)) return true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.ProtectedAndInternal) return false;
        }

        return true;
    }
}
