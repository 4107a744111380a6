using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

internal sealed partial class BodyLowerer
{
    private void VisitLock(ILockOperation operation)
    {
        var opening = Capture(operation.LockedValue);
        var locks = _expressions.ReadChoice(operation.LockedValue, LockFlavor.Monitor);
        if (!locks.IsEmpty) NoteTaken();
        var body = Capture(operation.Body);
        ImmutableArray<Node> ways = [.. locks.Select(@lock => new Scope(new Sequence([opening, new Acquire(@lock, LockMode.Exclusive, isTry: false, operation.LockedValue.Syntax)]), body, closing: null))];
        _nodes.Add(ways.Length switch { 0 => new Scope(opening, body, closing: null), 1 => ways[0], _ => new Alternatives(ways, canSkip: false) });
    }

    private void VisitTry(ITryOperation operation)
    {
        var body = Capture(operation.Body);
        // The exception says of a mutex that it is taken, though whoever held it is gone.
        foreach (var handler in operation.Catches)
        {
            if (IsOfAbandoned(handler)) body = new Sequence([body, new Alternatives([Capture(handler.Handler)], canSkip: true)]);
        }

        var handlers = ImmutableArray.CreateBuilder<Node>(operation.Catches.Length);
        foreach (var handler in operation.Catches)
        {
            if (!IsOfAbandoned(handler)) handlers.Add(Prepend(handler.Filter is null ? null : Capture(handler.Filter), Capture(handler.Handler)));
        }

        _nodes.Add(new Try(body, handlers.ToImmutable(), operation.Finally is null ? null : Capture(operation.Finally)));
    }

    private static bool IsOfAbandoned(ICatchClauseOperation handler) => handler.ExceptionType is { Name: "AbandonedMutexException" };

    private void VisitConditional(IConditionalOperation operation)
    {
        if (operation.WhenFalse is null && FlagOfLock(operation) is ({ } flag, var isUnless))
        {
            // Whoever asks the flag again knows whether the lock is held.
            (_takenUnless ??= new(SymbolEqualityComparer.Default))[flag] = isUnless;
            Visit(operation.Condition);
            var outer = _resultLocal;
            _resultLocal = flag;
            _nodes.Add(CaptureWhen(operation.Condition, true, operation.WhenTrue));
            _resultLocal = outer;
            return;
        }

        var (onTrue, onFalse) = VisitCondition(operation.Condition);
        var whenTrue = Prepend(onTrue, CaptureWhen(operation.Condition, true, operation.WhenTrue));
        var whenFalse = Prepend(onFalse, CaptureWhen(operation.Condition, false, operation.WhenFalse));
        if (whenTrue is Sequence { Nodes.IsEmpty: true } && whenFalse is Sequence { Nodes.IsEmpty: true }) return;
        _nodes.Add(new Alternatives([whenTrue, whenFalse], canSkip: false));
    }

    private static Node Prepend(Node? first, Node rest) => first is null ? rest : new Sequence([first, rest]);

    /// <summary>Lowers a condition; a try-acquire in it holds only on the side where it succeeded.</summary>
    private (Node? OnTrue, Node? OnFalse) VisitCondition(IOperation condition)
    {
        switch (LockExpressions.Unwrap(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                var (onTrue, onFalse) = VisitCondition(not.Operand);
                return (onFalse, onTrue);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, OperatorMethod: null } and:
                var left = VisitCondition(and.LeftOperand).OnTrue;
                var start = _nodes.Count;
                var right = VisitCondition(and.RightOperand).OnTrue;
                AddUnlessEmpty(Guarded(ConditionsOf(and.LeftOperand, outcome: true), Close(start)));
                return (left is null ? right : Prepend(left, right ?? new Sequence([])), null);
            case IInvocationOperation invocation when LockPrimitives.Recognize(invocation) is { Kind: PrimitiveKind.Acquire, IsTry: true } primitive
                    && LockOf(invocation, primitive.Flavor) is { } @lock:
                VisitAll(invocation.Arguments);
                NoteTaken();
                return (new Acquire(@lock, primitive.Mode, isTry: true, invocation.Syntax), null);
            case IInvocationOperation { Type.SpecialType: SpecialType.System_Boolean, TargetMethod: { IsInSource: true } method }:
                Visit(condition);
                return (null, new TryFailed(method.OriginalDefinition));
            case { } asked when AskedFlag(asked) is ({ } flag, var isDenied) && IsTakenUnless(flag) is { } isUnless:
                return isUnless != isDenied ? (new TryFailed(flag), null) : (null, new TryFailed(flag));
            default:
                Visit(condition);
                return default;
        }
    }

    private void VisitLoop(ILoopOperation operation)
    {
        if (operation is IForEachLoopOperation each)
        {
            VisitForEach(each);
            return;
        }

        if (operation is IForLoopOperation { Before: var before }) VisitAll(before);
        var start = _nodes.Count;
        var canSkip = true;
        switch (operation)
        {
            case IForLoopOperation @for:
                Visit(@for.Condition);
                canSkip = @for.Condition is not null;
                Visit(@for.Body);
                VisitAll(@for.AtLoopBottom);
                AddFlagWait(@for, @for.Condition);
                break;
            case IWhileLoopOperation @while:
                if (@while.ConditionIsTop) Visit(@while.Condition);
                Visit(@while.Body);
                if (!@while.ConditionIsTop) Visit(@while.Condition);
                canSkip = @while.Condition is not { ConstantValue: { HasValue: true, Value: true } };
                AddFlagWait(@while, @while.Condition);
                break;
            default:
                VisitAll(operation.ChildOperations);
                break;
        }

        _nodes.Add(new Loop(Close(start), canSkip));
    }

    private void VisitForEach(IForEachLoopOperation operation)
    {
        var start = _nodes.Count;
        VisitEnumerated(operation.Collection);
        NoteItems(ItemSource(operation.Collection), [.. operation.Locals]);
        if (operation.Locals is [var item] && _expressions.ElementOf(operation.Collection) is { Symbol: { } member }) _facts.Elements.Add((item, member));
        var info = operation.Syntax is CommonForEachStatementSyntax syntax && IsSourceType(LockExpressions.Unwrap(operation.Collection)?.Type)
            ? operation.SemanticModel?.GetForEachStatementInfo(syntax)
            : null;
        var receiver = _expressions.ReadOwner(operation.Collection);
        AddImplicit(info?.GetEnumeratorMethod, receiver, operation.Collection, isEnumerated: true);
        var opening = Close(start);
        AddImplicit(info?.MoveNextMethod, Owner.Fresh, operation.Collection);
        AddImplicit(info?.CurrentProperty?.GetMethod, Owner.Fresh, operation.Collection);
        if (operation is { Syntax: ForEachVariableStatementSyntax each, SemanticModel: { } model }) AddDeconstruct(model.GetDeconstructionInfo(each), operation.Collection);
        Visit(operation.Body);
        var body = new Loop(Close(start), canSkip: true);
        AddImplicit(DisposeOf(info?.GetEnumeratorMethod?.ReturnType) ?? info?.DisposeMethod, Owner.Fresh, operation.Collection);
        _nodes.Add(new Scope(opening, body, Close(start)));
    }

    /// <summary>A call that the compiler writes: <c>GetEnumerator</c>, <c>MoveNext</c>, <c>Current</c>.</summary>
    private void AddImplicit(IMethodSymbol? method, Owner receiver, IOperation at, bool isEnumerated = false)
    {
        if (method is null || !IsSource(method)) return;
        AddCall(new CallSite(at.Syntax)
        {
            Target = method.OriginalDefinition,
            Receiver = receiver,
            IsAwaited = true,
            IsVirtual = IsDispatched(method),
            ReceiverType = (isEnumerated ? LockExpressions.Unwrap(at)?.Type as INamedTypeSymbol : null) ?? method.ContainingType,
            ReceiverSource = isEnumerated ? TypeSourceOf(at) : null,
            IsEnumerated = isEnumerated,
        });
    }

    private void VisitSwitch(ISwitchOperation operation)
    {
        Visit(operation.Value);
        var ways = operation.Cases.Select(section =>
        {
            var start = _nodes.Count;
            VisitAll(section.Clauses);
            VisitAll(section.Body);
            return Guarded(ConditionsOf(operation.Value, section), Close(start));
        }).ToImmutableArray();
        var hasDefault = operation.Cases.Any(static section => section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default));
        _nodes.Add(new Alternatives(ways, canSkip: !hasDefault, isBreakTarget: true));
    }

    private void VisitSwitchExpression(ISwitchExpressionOperation operation)
    {
        Visit(operation.Value);
        _nodes.Add(new Alternatives([.. operation.Arms.Select(arm => Guarded(Matched(operation.Value, arm.Pattern, outcome: true), Capture(arm)))], canSkip: false));
    }

    private void VisitReturn(IReturnOperation operation)
    {
        Visit(operation.ReturnedValue);
        if (operation.Kind == OperationKind.YieldReturn)
        {
            _traits |= BodyTraits.IsIterator;
            _nodes.Add(YieldPoint.Instance);
            return;
        }

        if (operation.Kind == OperationKind.YieldBreak) _traits |= BodyTraits.IsIterator;
        NoteReturn(operation.ReturnedValue);
        if (_body is IMethodSymbol { IsAsync: false } method && FrameworkCalls.IsTask(method.ReturnType)) AddReturnedTask(operation.ReturnedValue);
        _nodes.Add(new Jump(JumpKind.Return));
    }

    private static bool IsSourceType(ITypeSymbol? type) => type is INamedTypeSymbol { IsInSource: true };
}
