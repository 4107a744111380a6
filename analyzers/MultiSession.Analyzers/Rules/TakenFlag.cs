using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>How a body learns whether a conditional acquisition took the lock: by a branch on the call, by a local, or not at all.</summary>
internal readonly struct TakenFlag
{
    private readonly ILocalSymbol? _local;
    private readonly BasicBlock? _branch;

    private TakenFlag(ILocalSymbol? local, BasicBlock? branch)
    {
        _local = local;
        _branch = branch;
    }

    /// <summary>False when the answer goes where it cannot be followed.</summary>
    public static bool TryFind(BasicBlock block, LockCall acquire, out TakenFlag flag)
    {
        flag = default;
        var call = Functions.Operations(block).SelectMany(operation => operation.DescendantsAndSelf())
            .First(operation => operation is IInvocationOperation && operation.Syntax == acquire.Invocation.Syntax);
        if (((IInvocationOperation)call).Arguments.FirstOrDefault(static argument => argument.Parameter is { RefKind: RefKind.Ref, Type.SpecialType: SpecialType.System_Boolean }) is { } taken)
        {
            if (taken.Value is not ILocalReferenceOperation local) return false;
            flag = new TakenFlag(local.Local, null);
            return true;
        }

        var answer = Answer(call);
        // A task that nobody awaits has not taken anything yet.
        if (acquire.Invocation.TargetMethod.Name == "WaitAsync" && !IsAwaited(call)) return false;
        if (acquire.Action == LockAction.Acquire || answer.Parent is IExpressionStatementOperation) return true;
        if (answer.Parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target })
        {
            flag = new TakenFlag(target.Local, null);
            return true;
        }

        if (answer != block.BranchValue) return false;
        flag = new TakenFlag(null, block);
        return true;
    }

    /// <summary>Whether the acquisition itself is the condition of <paramref name="block"/>.</summary>
    public bool IsBranchOf(BasicBlock block) => _branch == block && block.ConditionKind != ControlFlowConditionKind.None;

    /// <summary>Whether <paramref name="block"/> asks the local that knows the answer.</summary>
    public bool IsTestedBy(BasicBlock block) =>
        _local is not null && block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue?.Unwrap() is { } value &&
        StripNot(value, out _) is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, _local);

    /// <summary>The way that is taken when the lock was.</summary>
    public static ControlFlowBranch? TakenBranch(BasicBlock block)
    {
        StripNot(block.BranchValue!.Unwrap(), out var negated);
        var conditionalWhenTaken = (block.ConditionKind == ControlFlowConditionKind.WhenTrue) != negated;
        return conditionalWhenTaken ? block.ConditionalSuccessor : block.FallThroughSuccessor;
    }

    private static IOperation StripNot(IOperation value, out bool negated)
    {
        negated = false;
        while (value is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
        {
            negated = !negated;
            value = not.Operand.Unwrap();
        }

        return value;
    }

    /// <summary>The call with everything around it that passes its answer on.</summary>
    private static IOperation Answer(IOperation call)
    {
        var answer = call;
        while (answer.Parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation
            or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            answer = answer.Parent;
        return answer;
    }

    private static bool IsAwaited(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" }) parent = parent.Parent;
        return parent is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" };
    }
}
