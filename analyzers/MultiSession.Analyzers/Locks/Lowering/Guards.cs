using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Which branches hinge on what a caller passes, and what callers pass.</summary>
internal static class Guards
{
    /// <summary>The parameters that decide a condition, where they must be so for it to be <paramref name="isTrue"/>.</summary>
    public static IEnumerable<Guard> Of(IOperation? condition, bool isTrue)
    {
        condition = LockExpressions.Unwrap(condition);
        return condition switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Of(not.Operand, !isTrue),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, OperatorMethod: null } both when isTrue => Of(both.LeftOperand, true).Concat(Of(both.RightOperand, true)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr, OperatorMethod: null } either when !isTrue => Of(either.LeftOperand, false).Concat(Of(either.RightOperand, false)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals when NullTested(equals) is { } tested => [new(tested, !isTrue)],
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs when NullTested(differs) is { } tested => [new(tested, isTrue)],
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } isNull when IsNull(value) && Reference(isNull.Value) is { } tested => [new(tested, !isTrue)],
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } isNotNull when IsNull(value) && Reference(isNotNull.Value) is { } tested =>
                [new(tested, isTrue)],
            IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Boolean } parameter } => [new(parameter.OriginalDefinition, isTrue)],
            _ => [],
        };
    }

    /// <summary>What the arguments are known to be, by parameter ordinal; default when nothing is.</summary>
    public static ImmutableArray<ArgumentTruth> TruthsOf(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        ArgumentTruth[]? truths = null;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None, IsParams: false } parameter || parameter.Ordinal >= method.Parameters.Length || TruthOf(argument.Value) is not { } truth) continue;
            truths ??= new ArgumentTruth[method.Parameters.Length];
            truths[parameter.Ordinal] = truth;
        }

        return truths is null ? default : [.. truths];
    }

    /// <summary>Whether a statement never lets the next one run.</summary>
    public static bool Leaves(IOperation? statement) => statement switch
    {
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        IReturnOperation { Kind: OperationKind.Return } or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    private static ArgumentTruth? TruthOf(IOperation value)
    {
        value = LockExpressions.Unwrap(value)!;
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: bool constant } }: return new(constant);
            case { ConstantValue: { HasValue: true, Value: null } }: return new(false);
            case IDefaultValueOperation { Type.IsReferenceType: true }: return new(false);
            case IInstanceReferenceOperation or IAnonymousFunctionOperation or IMethodReferenceOperation or IObjectCreationOperation { Type.IsReferenceType: true }: return new(true);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IParameterReferenceOperation { Parameter: var negated } }: return new(null, negated.OriginalDefinition, IsNegated: true);
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } when parameter.Type.IsReferenceType || parameter.Type.SpecialType == SpecialType.System_Boolean:
                return new(null, parameter.OriginalDefinition);
            default: return null;
        }
    }

    private static IParameterSymbol? NullTested(IBinaryOperation comparison) =>
        IsNull(comparison.RightOperand) ? Reference(comparison.LeftOperand) : IsNull(comparison.LeftOperand) ? Reference(comparison.RightOperand) : null;

    private static bool IsNull(IOperation value) => LockExpressions.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } };

    private static IParameterSymbol? Reference(IOperation value) =>
        LockExpressions.Unwrap(value) is IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, Type.IsReferenceType: true } parameter } ? parameter.OriginalDefinition : null;
}
