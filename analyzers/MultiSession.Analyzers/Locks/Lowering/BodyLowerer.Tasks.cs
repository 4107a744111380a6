using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Waits for tasks: for the work that they stand for, or for whoever completes them by hand.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Tasks that the body has asked whether they are done.</summary>
    private HashSet<ISymbol>? _lookedAt;

    /// <summary>The object's own yes-or-no properties that the body has asked.</summary>
    private List<IPropertySymbol>? _asked;

    private void AddTaskWait(IOperation? task, SyntaxNode syntax, bool isAwaited = false)
    {
        var completion = CompletionOf(task);
        if ((completion ?? _expressions.ReadStorage(task)) is { } stored && IsLookedAt(stored)) return;
        if (completion is not null)
        {
            _nodes.Add(new Wait(WaitKind.Completion, completion, work: null, condition: null, syntax) { IsAwaited = isAwaited });
            return;
        }

        foreach (var work in ReadWork(task)) _nodes.Add(new Wait(WaitKind.Task, subject: null, work, condition: null, syntax) { IsAwaited = isAwaited });
    }

    /// <summary>Notes that the caller is given a task to wait for, unless it is done already.</summary>
    private void AddReturnedTask(IOperation? value)
    {
        value = LockExpressions.Unwrap(value);
        switch (value)
        {
            case IConditionalOperation conditional:
                foreach (var (way, outcome) in new[] { (conditional.WhenTrue, true), (conditional.WhenFalse, false) })
                {
                    var start = _nodes.Count;
                    AddReturnedTask(way);
                    AddUnlessEmpty(Guarded(ConditionsOf(conditional.Condition, outcome), Close(start)));
                }

                break;
            case IDefaultValueOperation or IThrowOperation
                or IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } }
                or IInvocationOperation { TargetMethod: { Name: "FromResult" or "FromException" or "FromCanceled", IsStatic: true } }
                or IObjectCreationOperation { Arguments: [] or [{ Value.Type.Name: not ("Task" or "IValueTaskSource") }] }:
                break;
            default:
                _nodes.Add(new Suspend((value as IInvocationOperation)?.Syntax, isReturned: true));
                break;
        }
    }

    /// <summary>Who looks first whether a task is done does not mean to wait for it.</summary>
    private void NoteLookedAt(IOperation? task)
    {
        if ((CompletionOf(task) ?? _expressions.ReadStorage(task)) is { } stored) (_lookedAt ??= new(SymbolEqualityComparer.Default)).Add(stored);
    }

    private bool IsLookedAt(ISymbol task) =>
        _lookedAt?.Contains(task) == true || _asked?.Exists(property => StatusProperties.Ask(property, task)) == true;

    /// <summary>The variable of the <c>TaskCompletionSource</c> behind <c>source.Task</c>.</summary>
    private ISymbol? CompletionOf(IOperation? task) =>
        LockExpressions.Unwrap(task) is IPropertyReferenceOperation { Property: { Name: "Task", ContainingType: var type }, Instance: { } source } && FrameworkCalls.IsCompletionSource(type)
            ? _expressions.ReadStorage(source)
            : null;
}
