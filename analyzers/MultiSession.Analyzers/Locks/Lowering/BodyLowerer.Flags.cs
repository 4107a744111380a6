using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Waits that ask for a flag again and again.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>A loop that only sleeps until a flag changes.</summary>
    private void AddFlagWait(ILoopOperation loop, IOperation? condition)
    {
        var statements = loop.Body is IBlockOperation block ? block.Operations : [loop.Body];
        if (statements.All(IsPause)) AddFlagWait(condition, isLoop: true, loop.Syntax);
    }

    private static bool IsPause(IOperation statement) => statement switch
    {
        IEmptyOperation => true,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Sleep" or "Yield" or "SpinWait" or "SpinOnce", IsInSource: false } } } => true,
        IExpressionStatementOperation { Operation: IAwaitOperation awaited } =>
            awaited.Descendants().OfType<IInvocationOperation>().Any(static call => call.TargetMethod is { Name: "Delay" or "Yield", ContainingType: var type } && FrameworkCalls.IsTask(type)),
        _ => false,
    };

    private void AddFlagWait(IOperation? condition, bool isLoop, SyntaxNode syntax)
    {
        if (TestOf(condition) is { } test) _nodes.Add(new Wait(WaitKind.Flag, test.Flag, work: null, condition: null, syntax) { Until = isLoop != test.Is });
    }

    /// <summary>The flag that a condition asks for, or the member that it compares with null, and what that is when the condition is met.</summary>
    private static (ISymbol Flag, bool Is)? TestOf(IOperation? condition)
    {
        var question = Question.Of(condition);
        var flag = question.IsForObject ? StorageOf(question.Asked) : question.Asked switch
        {
            // A clock beside the test would end the loop too; what asks the same member again does not.
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => TestOf(both.LeftOperand) is { Is: true } first && Asks(both.RightOperand, first.Flag) ? first.Flag : null,
            var asked => FlagOf(asked),
        };
        return flag is null ? null : (flag, question.Is);
    }

    private static bool Asks(IOperation operation, ISymbol member) =>
        operation.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(read => SymbolEqualityComparer.Default.Equals(read.Member.OriginalDefinition, member));

    /// <summary>The field or property that stores an object.</summary>
    private static ISymbol? StorageOf(IOperation? operation) =>
        LockExpressions.Unwrap(operation) is IMemberReferenceOperation { Type.IsReferenceType: true, Member: IFieldSymbol or IPropertySymbol { IsInSource: true } } storage
            ? storage.Member.OriginalDefinition
            : null;

    /// <summary>An assignment ends the wait for what is assigned: a flag, or null.</summary>
    private void AddFlagSignal(IOperation target, IOperation value, SyntaxNode syntax)
    {
        if (FlagOf(target) is { } flag) AddSignal(new Signal(flag, condition: null, syntax) { Value = value.ConstantValue.Value as bool? });
        else if (LockExpressions.IsNull(value) && StorageOf(target) is { } storage) AddSignal(new Signal(storage, condition: null, syntax) { Value = false });
    }

    /// <summary>The field or property that stores a truth value.</summary>
    private static ISymbol? FlagOf(IOperation? operation) => LockExpressions.Unwrap(operation) switch
    {
        IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean, Member: IFieldSymbol or IPropertySymbol { IsInSource: true } } flag => flag.Member.OriginalDefinition,
        IInvocationOperation { TargetMethod: { Name: "Read", ContainingType.Name: "Volatile" }, Arguments: [{ Value: var read }] } => FlagOf(read),
        _ => null,
    };
}
