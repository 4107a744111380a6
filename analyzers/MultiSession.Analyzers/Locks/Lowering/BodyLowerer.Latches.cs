using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Members that are switched in one step, so that only the first of several threads goes on.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What <c>Interlocked.Exchange(ref _closed, 1) == 0</c>, or <c>!= 1</c>, says of the own member.</summary>
    private LatchCondition? LatchOf(IOperation? operation, Optional<object?> compared, bool isEqual)
    {
        if (!compared.HasValue
            || _aliases.ValueOf(LockExpressions.Unwrap(operation)) is not IInvocationOperation { TargetMethod: { Name: var name, ContainingType: { Name: "Interlocked", IsInSource: false } }, Arguments: [{ Value: var variable }, { Value.ConstantValue: var put }, ..] } exchange
            || LockExpressions.Unwrap(variable) is not IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Field: var field })
            return null;
        var isFirst = name switch
        {
            "Exchange" => put.HasValue ? Equals(put.Value, compared.Value) != isEqual : isEqual && compared.Value is null,
            "CompareExchange" => isEqual && exchange.Arguments is [_, _, { Value.ConstantValue: { HasValue: true, Value: var expected } }] && Equals(expected, compared.Value) && !(put.HasValue && Equals(put.Value, expected)),
            _ => false,
        };
        return isFirst ? new LatchCondition(field.OriginalDefinition) : null;
    }
}
