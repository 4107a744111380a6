using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Locks that are taken if a flag says so, or says no.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The flags that locks hinge on, and whether these are taken unless they are set.</summary>
    private Dictionary<ISymbol, bool>? _takenUnless;

    /// <summary>What tells later whether <c>if (…) { gate.Wait(); taken = true; }</c> took the lock: the flag that it sets, or the one that it asks, which may say that it did not.</summary>
    private static (ISymbol? Flag, bool IsUnless) FlagOfLock(IConditionalOperation operation)
    {
        ImmutableArray<IOperation> statements = operation.WhenTrue is IBlockOperation { Operations: var block } ? block : [operation.WhenTrue];
        switch (statements)
        {
            case [var take, IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var taken }, Value.ConstantValue: { HasValue: true, Value: true } } }]
                when TakesLock(take) && !operation.Condition.DescendantsAndSelf().Any(IsAcquisition):
                return (taken, false);
            case [var take] when TakesLock(take):
                return AskedFlag(operation.Condition);
            default:
                return default;
        }
    }

    private static bool TakesLock(IOperation statement) =>
        statement is IExpressionStatementOperation { Operation: var taking } && LockExpressions.Unwrap(taking) is IInvocationOperation call && LockPrimitives.Recognize(call) is { Kind: PrimitiveKind.Acquire, IsTry: false };

    private static bool IsAcquisition(IOperation operation) => operation is IInvocationOperation call && LockPrimitives.Recognize(call).Kind == PrimitiveKind.Acquire;

    /// <summary>The truth value, or the object that may be null, which a condition asks for, and whether it asks for false, or null.</summary>
    private static (ISymbol? Flag, bool IsDenied) AskedFlag(IOperation condition) =>
        Question.Of(condition) is var question && AskedVariable(question.Asked, isTruth: !question.IsForObject) is { } asked ? (asked, !question.Is) : default;

    /// <summary>Whether a lock is taken unless a flag is set, or if it is; nothing where no lock can hinge on it.</summary>
    private bool? IsTakenUnless(ISymbol flag) =>
        _takenUnless?.TryGetValue(flag, out var isUnless) == true ? isUnless
        : flag is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } or IParameterSymbol { Type.SpecialType: SpecialType.System_Boolean } ? false
        : null;

    private static ISymbol? AskedVariable(IOperation? operation, bool isTruth) => LockExpressions.Unwrap(operation) switch
    {
        ILocalReferenceOperation { Local: var local } when isTruth == (local.Type.SpecialType == SpecialType.System_Boolean) => local,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } when isTruth == (parameter.Type.SpecialType == SpecialType.System_Boolean) => parameter.OriginalDefinition,
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } when isTruth && field.Type.SpecialType == SpecialType.System_Boolean => field.OriginalDefinition,
        _ => null,
    };
}
