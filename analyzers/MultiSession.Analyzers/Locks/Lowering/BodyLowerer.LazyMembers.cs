using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Members that all threads share, and that are made by whoever asks for them first.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Lowers an operation that only happens where an expression is null.</summary>
    private Node CaptureWhenNull(IOperation asked, IOperation operation) =>
        SharedMemberOf(asked) is { } member ? Guarded([new UnfilledCondition(member)], Capture(operation)) : Capture(operation);

    /// <summary>The static member that an expression reads, or the member of what a static one holds.</summary>
    private ISymbol? SharedMemberOf(IOperation? operation, int depth = 0)
    {
        operation = LockExpressions.Unwrap(operation);
        return operation switch
        {
            IMemberReferenceOperation { Member: IFieldSymbol { IsConst: false } or IPropertySymbol { IsIndexer: false } } reference when depth < LockExpressions.MaxAliasDepth =>
                reference.Member.IsStatic || SharedMemberOf(reference.Instance, depth + 1) is not null ? reference.Member.OriginalDefinition : null,
            ILocalReferenceOperation { Local: var local } when depth < LockExpressions.MaxAliasDepth && _aliases.TryGet(local, out var value) => SharedMemberOf(value, depth + 1),
            _ => null,
        };
    }
}
