using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Operators and conversions of the source.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitOperator(IOperation operand, IOperation operation, IMethodSymbol? method)
    {
        Visit(operand);
        AddOperator(operation, method);
    }

    private void VisitBinary(IBinaryOperation binary)
    {
        switch (binary)
        {
            case { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr, OperatorMethod: null }:
                VisitShortcut(binary);
                break;
            case { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, OperatorMethod: null }:
                VisitConcatenation(binary);
                break;
            default:
                Visit(binary.LeftOperand);
                Visit(binary.RightOperand);
                AddOperator(binary, binary.OperatorMethod);
                break;
        }
    }

    /// <summary>The call of an operator or conversion: one that an interface declares runs what a type implements.</summary>
    private void AddOperator(IOperation operation, IMethodSymbol? method, IOperation? changed = null)
    {
        if (method is null || !IsSource(method)) return;
        AddCall(new CallSite(operation.Syntax)
        {
            Target = method.OriginalDefinition,
            IsVirtual = IsDispatched(method),
            Receiver = method.IsStatic ? Owner.Static : _expressions.ReadOwner(changed),
            IsAwaited = true,
        });
    }

    private void VisitCompound(ICompoundAssignmentOperation compound)
    {
        VisitTarget(compound.Target, reads: true, writes: true, compound.Value);
        Visit(compound.Value);
        if (compound is { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String }) AddToString(compound.Value);
        AddOperator(compound, compound.OperatorMethod, compound.Target);
        if (IsDelegate(compound.Target.Type)) NoteFlow(LockExpressions.Unwrap(compound.Target), compound.Value);
    }

    private void VisitIncrement(IIncrementOrDecrementOperation increment)
    {
        VisitTarget(increment.Target, reads: true, writes: true, value: null);
        AddOperator(increment, increment.OperatorMethod, increment.Target);
    }
}
