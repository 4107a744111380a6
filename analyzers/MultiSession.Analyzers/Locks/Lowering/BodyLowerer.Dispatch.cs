using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>From the kind of an operation to what is done with it.</summary>
internal sealed partial class BodyLowerer
{
    private void Visit(IOperation? operation)
    {
        if (operation is null) return;
        switch (operation.Kind)
        {
            case OperationKind.Literal or OperationKind.NameOf or OperationKind.TypeOf or OperationKind.SizeOf or OperationKind.DefaultValue
                or OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.InstanceReference or OperationKind.Empty:
                return;
            case OperationKind.Block: VisitStatements(((IBlockOperation)operation).Operations, 0); return;
            case OperationKind.MethodBody: VisitMethodBody((IMethodBodyOperation)operation); return;
            case OperationKind.ConstructorBody: VisitConstructorBody((IConstructorBodyOperation)operation); return;
            case OperationKind.Lock: VisitLock((ILockOperation)operation); return;
            case OperationKind.Using when operation is IUsingOperation @using: AddUsing(@using.Resources, Capture(@using.Resources), Capture(@using.Body), @using.IsAsynchronous); return;
            case OperationKind.Try: VisitTry((ITryOperation)operation); return;
            case OperationKind.Conditional: VisitConditional((IConditionalOperation)operation); return;
            case OperationKind.Loop: VisitLoop((ILoopOperation)operation); return;
            case OperationKind.Switch: VisitSwitch((ISwitchOperation)operation); return;
            case OperationKind.SwitchExpression: VisitSwitchExpression((ISwitchExpressionOperation)operation); return;
            case OperationKind.Coalesce: VisitCoalesce((ICoalesceOperation)operation); return;
            case OperationKind.Return or OperationKind.YieldReturn or OperationKind.YieldBreak: VisitReturn((IReturnOperation)operation); return;
            case OperationKind.Throw: VisitThrow((IThrowOperation)operation); return;
            case OperationKind.Branch: VisitBranch((IBranchOperation)operation); return;
            case OperationKind.Labeled: VisitLabeled((ILabeledOperation)operation); return;
            case OperationKind.Await: VisitAwait((IAwaitOperation)operation); return;
            case OperationKind.AnonymousFunction when operation is IAnonymousFunctionOperation lambda: LowerNested(lambda.Symbol, lambda.Body); return;
            case OperationKind.LocalFunction when operation is ILocalFunctionOperation function: LowerNested(function.Symbol, function.Body); return;
            case OperationKind.MethodReference: VisitMethodReference((IMethodReferenceOperation)operation); return;
            case OperationKind.Invocation: VisitInvocation((IInvocationOperation)operation); return;
            case OperationKind.ObjectCreation: VisitCreation((IObjectCreationOperation)operation); return;
            case OperationKind.FieldReference: VisitField((IFieldReferenceOperation)operation); return;
            case OperationKind.PropertyReference: VisitProperty((IPropertyReferenceOperation)operation, reads: true, writes: false, value: null); return;
            case OperationKind.SimpleAssignment: VisitAssignment((ISimpleAssignmentOperation)operation); return;
            case OperationKind.CompoundAssignment: VisitCompound((ICompoundAssignmentOperation)operation); return;
            case OperationKind.DeconstructionAssignment: VisitDeconstruction((IDeconstructionAssignmentOperation)operation); return;
            case OperationKind.CoalesceAssignment: VisitCoalesceAssignment((ICoalesceAssignmentOperation)operation); return;
            case OperationKind.Increment or OperationKind.Decrement: VisitIncrement((IIncrementOrDecrementOperation)operation); return;
            case OperationKind.EventAssignment: VisitEventAssignment((IEventAssignmentOperation)operation); return;
            case OperationKind.VariableDeclarator: VisitDeclarator((IVariableDeclaratorOperation)operation); return;
            case OperationKind.Binary: VisitBinary((IBinaryOperation)operation); return;
            case OperationKind.ConditionalAccess: VisitConditionalAccess((IConditionalAccessOperation)operation); return;
            case OperationKind.Interpolation: VisitInterpolation((IInterpolationOperation)operation); return;
            case OperationKind.Unary when operation is IUnaryOperation unary: VisitOperator(unary.Operand, unary, unary.OperatorMethod); return;
            case OperationKind.Conversion when operation is IConversionOperation conversion: VisitOperator(conversion.Operand, conversion, conversion.OperatorMethod); return;
            case OperationKind.ExpressionStatement: Visit(((IExpressionStatementOperation)operation).Operation); return;
            case OperationKind.FieldInitializer: VisitFieldInitializer((IFieldInitializerOperation)operation); return;
            case OperationKind.PropertyInitializer: VisitPropertyInitializer((IPropertyInitializerOperation)operation); return;
            case OperationKind.DeclarationPattern or OperationKind.RecursivePattern: VisitPattern((IPatternOperation)operation); return;
            case OperationKind.Invalid when operation is IInvalidOperation invalid: VisitInvalid(invalid); return;
            default:
                if (operation.Kind == OperationKind.None) NoteEscapingGroup(operation);
                foreach (var child in operation.ChildOperations) Visit(child);
                return;
        }
    }

    private void VisitMethodBody(IMethodBodyOperation body) => Visit(body.BlockBody ?? body.ExpressionBody);

    private void VisitConstructorBody(IConstructorBodyOperation constructor)
    {
        Visit(constructor.Initializer);
        Visit(constructor.BlockBody ?? constructor.ExpressionBody);
    }

    private void VisitCoalesce(ICoalesceOperation coalesce)
    {
        Visit(coalesce.Value);
        AddOptional(CaptureWhenNull(coalesce.Value, coalesce.WhenNull));
    }

    private void VisitCoalesceAssignment(ICoalesceAssignmentOperation assignment)
    {
        _aliases.Reassign(assignment.Target);
        VisitTarget(assignment.Target, reads: true, writes: true, assignment.Value);
        AddOptional(CaptureWhenNull(assignment.Target, assignment.Value));
        NoteFlow(LockExpressions.Unwrap(assignment.Target), assignment.Value);
        NoteChange(assignment.Target, assignment.Syntax);
    }

    private void VisitShortcut(IBinaryOperation shortcut)
    {
        Visit(shortcut.LeftOperand);
        AddUnlessEmpty(CaptureWhen(shortcut.LeftOperand, shortcut.OperatorKind == BinaryOperatorKind.ConditionalAnd, shortcut.RightOperand));
    }

    private void VisitConditionalAccess(IConditionalAccessOperation access)
    {
        Visit(access.Operation);
        var whenNotNull = Capture(access.WhenNotNull);
        if (whenNotNull is Sequence { Nodes.IsEmpty: true }) return;
        _nodes.Add(ParameterOf(access.Operation) is { } receiver ? Guarded([new ValueCondition(receiver, null, IsEqual: false)], whenNotNull)
            : FilledMember(access.Operation) is { } member ? Guarded([new MemberCondition(member)], whenNotNull)
            : whenNotNull);
    }

    private void AddUnlessEmpty(Node node)
    {
        if (node is not Sequence { Nodes.IsEmpty: true }) _nodes.Add(node);
    }

    private void VisitThrow(IThrowOperation @throw)
    {
        Visit(@throw.Exception);
        _nodes.Add(new Jump(JumpKind.Throw));
    }

    private void VisitBranch(IBranchOperation branch) => _nodes.Add(branch.BranchKind switch
    {
        BranchKind.Break => new Jump(JumpKind.Break),
        BranchKind.GoTo => new Jump(JumpKind.Other, branch.Target.Name),
        _ => new Jump(JumpKind.Other),
    });

    private void VisitLabeled(ILabeledOperation labeled)
    {
        _nodes.Add(new Label(labeled.Label.Name));
        Visit(labeled.Operation);
    }

    private void VisitMethodReference(IMethodReferenceOperation reference)
    {
        Visit(reference.Instance);
        _facts.EscapingTargets.Add(reference.Method.OriginalDefinition);
        NoteThread(reference);
    }

    private void VisitFieldInitializer(IFieldInitializerOperation initializer)
    {
        Visit(initializer.Value);
        foreach (var field in initializer.InitializedFields)
        {
            NoteFlow(field, initializer.Value, owner: Owner.This);
            if (!LockExpressions.IsNull(initializer.Value)) _facts.MemberFills.Add((_body, field.OriginalDefinition, Owner.This));
        }
    }

    private void VisitPropertyInitializer(IPropertyInitializerOperation initializer)
    {
        Visit(initializer.Value);
        foreach (var property in initializer.InitializedProperties)
        {
            NoteFlow(property, initializer.Value, owner: Owner.This);
            if (!LockExpressions.IsNull(initializer.Value)) _facts.MemberFills.Add((_body, property.OriginalDefinition, Owner.This));
        }
    }
}
