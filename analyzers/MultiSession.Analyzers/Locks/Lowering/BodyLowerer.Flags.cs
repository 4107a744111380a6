using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Waits that ask for a flag again and again.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>A loop that only sleeps until a flag changes.</summary>
    private void AddFlagWait(IWhileLoopOperation loop)
    {
        var statements = loop.Body is IBlockOperation block ? block.Operations : [loop.Body];
        if (statements.All(IsPause)) AddFlagWait(loop.Condition, isLoop: true, loop.Syntax);
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
        var negated = LockExpressions.Unwrap(condition) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } ? operand : null;
        if (FlagOf(negated ?? condition) is { } flag) _nodes.Add(new Wait(WaitKind.Flag, flag, work: null, condition: null, syntax) { Until = isLoop == negated is not null });
    }

    /// <summary>The field or property that stores a truth value.</summary>
    private static ISymbol? FlagOf(IOperation? operation) =>
        LockExpressions.Unwrap(operation) is IMemberReferenceOperation
        { Type.SpecialType: SpecialType.System_Boolean, Member: IFieldSymbol or IPropertySymbol { IsInSource: true } } flag
            ? flag.Member.OriginalDefinition
            : null;
}
