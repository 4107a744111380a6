using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What a condition asks: whether a value is true, or whether an object is there.</summary>
/// <param name="Asked">What is asked for.</param>
/// <param name="Is">What that is when the condition is met.</param>
/// <param name="IsForObject">Whether it is compared with null.</param>
internal readonly record struct Question(IOperation? Asked, bool Is, bool IsForObject)
{
    public static Question Of(IOperation? condition) => LockExpressions.Unwrap(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null, Operand: var denied } => Of(denied, outcome: false),
        IBinaryOperation { OperatorKind: var kind and (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals), LeftOperand: var compared, RightOperand: var right } comparison =>
            LockExpressions.IsNull(right) ? new(compared, kind == BinaryOperatorKind.NotEquals, IsForObject: true)
            : right.ConstantValue is { HasValue: true, Value: bool wanted } ? Of(compared, wanted == (kind == BinaryOperatorKind.Equals))
            : new(comparison, Is: true, IsForObject: false),
        IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation { Value: var constant } } when LockExpressions.IsNull(constant) => new(value, Is: false, IsForObject: true),
        IIsPatternOperation { Value: var value, Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } } when LockExpressions.IsNull(constant) => new(value, Is: true, IsForObject: true),
        var asked => new(asked, Is: true, IsForObject: false),
    };

    private static Question Of(IOperation condition, bool outcome) => Of(condition) is var question && outcome ? question : question with { Is = !question.Is };
}
