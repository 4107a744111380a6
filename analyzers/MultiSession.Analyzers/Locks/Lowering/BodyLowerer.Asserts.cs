using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What is asserted to be held, as in <c>Debug.Assert(Monitor.IsEntered(_gate))</c>: the author says that every caller holds it.</summary>
internal sealed partial class BodyLowerer
{
    private void NoteAsserted(IInvocationOperation assert)
    {
        if (assert is not { Parent: IExpressionStatementOperation statement, Arguments: [{ Value: { Type.SpecialType: SpecialType.System_Boolean } asserted }, ..] } || !IsAlwaysReached(statement)) return;
        foreach (var @lock in HeldIf(asserted).OfType<LockRef>()) _facts.AssertedLocks.Add((_body, @lock));
    }

    /// <summary>The locks of which a condition says that the thread holds them.</summary>
    private IEnumerable<LockRef?> HeldIf(IOperation? condition) => LockExpressions.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => HeldIf(and.LeftOperand).Concat(HeldIf(and.RightOperand)),
        IInvocationOperation { TargetMethod: { Name: "IsEntered", ReturnType.SpecialType: SpecialType.System_Boolean }, Arguments: [{ Value: var gate }] } => [_expressions.Read(gate, LockFlavor.Monitor)],
        IPropertyReferenceOperation { Property.Name: "IsHeldByCurrentThread" or "IsWriteLockHeld", Instance: { } gate } => [_expressions.Read(gate, LockFlavor.Monitor)],
        _ => [],
    };

    /// <summary>Whether a statement runs whenever its body does: it stands in no branch, loop or lambda.</summary>
    private static bool IsAlwaysReached(IOperation statement)
    {
        for (var outer = statement.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IMethodBodyOperation or IConstructorBodyOperation) return true;
            if (outer is not (IBlockOperation or ITryOperation or IUsingOperation or ILockOperation)) return false;
        }

        return true;
    }
}
