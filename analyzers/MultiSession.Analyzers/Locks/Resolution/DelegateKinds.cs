using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Which of the delegates in a variable one object may hold: an object of a generic class is for certain types, and what is created for a member has what is put in through that member.</summary>
internal sealed class DelegateKinds(ISymbol variable, List<DelegateValue> values, OwnObjects own)
{
    private readonly Dictionary<(ISymbol Target, bool IsOnOne), int> _alternatives = [];
    private readonly bool _isGeneric = IsGeneric(variable.ValueType());

    /// <summary>How many delegates may run where a certain one does.</summary>
    /// <param name="target">The one that does.</param>
    /// <param name="isOnOne">Whether it is asked of one object which member it is created for, and not of any.</param>
    public int AlternativesTo(DelegateValue target, bool isOnOne)
    {
        var holder = isOnOne ? HolderOf(target) : null;
        if (!_isGeneric && holder is null) return values.Count;
        if (!_alternatives.TryGetValue((target.Symbol, isOnOne), out var count)) _alternatives.Add((target.Symbol, isOnOne), count = values.Count(other => MayRunBeside(target, other, holder)));
        return count;
    }

    private bool MayRunBeside(DelegateValue one, DelegateValue other, ISymbol? holder) =>
        (holder is null || HolderOf(other) is not { } another || SymbolEqualityComparer.Default.Equals(holder, another))
        && (!_isGeneric || one.Symbol is not IMethodSymbol method || TakeTheSame(method, other.Symbol));

    /// <summary>The member that the object is created for.</summary>
    private ISymbol? HolderOf(DelegateValue value) => own.IsOwn(value.Through) ? value.Through : null;

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
