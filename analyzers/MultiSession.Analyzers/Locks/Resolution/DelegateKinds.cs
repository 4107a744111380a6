using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>What a variable of a generic class may hold, by what the delegates take: one object of the class is for certain types, and holds those for no others.</summary>
internal sealed class DelegateKinds(ISymbol variable, List<DelegateValue> values)
{
    private readonly Dictionary<ISymbol, int>? _alternatives = values.Count > 1 && IsGeneric(variable.ValueType()) ? new(SymbolEqualityComparer.Default) : null;

    /// <summary>How many delegates an object that holds a certain one may hold.</summary>
    public int AlternativesTo(ISymbol target)
    {
        if (_alternatives is null || target is not IMethodSymbol method) return values.Count;
        if (!_alternatives.TryGetValue(target, out var count)) _alternatives.Add(target, count = values.Count(other => TakeTheSame(method, other.Symbol)));
        return count;
    }

    private static bool TakeTheSame(IMethodSymbol one, ISymbol other)
    {
        if (other is not IMethodSymbol method || one.Parameters.Length != method.Parameters.Length || !TypeRelations.MayBeSame(one.ReturnType, method.ReturnType)) return false;
        for (var index = 0; index < one.Parameters.Length; index++)
        {
            if (!TypeRelations.MayBeSame(one.Parameters[index].Type, method.Parameters[index].Type)) return false;
        }

        return true;
    }

    private static bool IsGeneric(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type } => true,
        INamedTypeSymbol named => named.TypeArguments.Any(IsGeneric),
        IArrayTypeSymbol array => IsGeneric(array.ElementType),
        _ => false,
    };
}
