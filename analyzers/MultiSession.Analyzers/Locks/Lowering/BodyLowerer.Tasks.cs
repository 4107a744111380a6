using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Tasks: the work that they stand for, and waits for it, or for whoever completes them by hand.</summary>
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
        AddReturnedWait(task, syntax, isAwaited);
    }

    /// <summary>A method that is not asynchronous itself may return the task of a completion source.</summary>
    private void AddReturnedWait(IOperation? task, SyntaxNode syntax, bool isAwaited)
    {
        if (LockExpressions.Unwrap(task) is IInvocationOperation { TargetMethod: { IsInSource: true, IsAsync: false } method })
            _nodes.Add(new Wait(WaitKind.Completion, method.OriginalDefinition, work: null, condition: null, syntax) { IsAwaited = isAwaited });
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

    /// <summary>The work that a task, thread, timer or registration expression stands for.</summary>
    private IEnumerable<DelegateValue> ReadWork(IOperation? operation)
    {
        operation = LockExpressions.Unwrap(operation);
        switch (operation)
        {
            case null or { Kind: OperationKind.Literal or OperationKind.InstanceReference or OperationKind.Binary or OperationKind.AnonymousFunction or OperationKind.InterpolatedString }: return [];
            case IInvocationOperation { TargetMethod: var method } call when FrameworkCalls.StartsWork(method):
                var work = call.Arguments.Where(argument => IsDelegate(argument.Value.Type)).SelectMany(argument => ReadDelegates(argument.Value));
                return FrameworkCalls.Registers(method) ? work.Select(static callback => callback with { IsRegistered = true })
                    // Who waits for what comes after a task waits for the task too.
                    : method.Name == "ContinueWith" ? work.Concat(ReadWork(call.Instance))
                    : work;
            case IInvocationOperation { TargetMethod: { IsInSource: true } method } call when FrameworkCalls.IsTask(method.ReturnType):
                return StartedBy(method, call.Instance, KnownOf(method, call.Arguments));
            case IInvocationOperation { TargetMethod: { Name: "WhenAny", ContainingType.Name: "Task" } }:
                // The first to be done ends the wait, and it may be a delay.
                return [];
            case IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } } all:
                return all.Arguments.SelectMany(static argument => ElementsOf(argument.Value)).SelectMany(ReadWork);
            case IInvocationOperation { TargetMethod: { Name: "Select", IsInSource: false } } each:
                return each.Arguments.Where(argument => IsDelegate(argument.Value.Type)).SelectMany(argument => ReadMade(argument.Value));
            case IInvocationOperation { TargetMethod.IsInSource: false } call:
                return ReadWork(call.Instance ?? call.Arguments.FirstOrDefault()?.Value);
            case IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContinueWith" } } }:
                // Whatever task of a missing library it goes on after.
                return operation.ChildOperations.OfType<IAnonymousFunctionOperation>().SelectMany(ReadDelegates);
            case IObjectCreationOperation { Constructor: { } constructor } creation when FrameworkCalls.StartsWork(constructor):
                return creation.Arguments.Where(argument => IsDelegate(argument.Value.Type)).SelectMany(argument => ReadDelegates(argument.Value));
            case IObjectCreationOperation { Type: var type } creation when FrameworkCalls.IsLazy(type):
                return creation.Arguments.Where(argument => IsDelegate(argument.Value.Type)).SelectMany(argument => ReadDelegates(argument.Value));
            default:
                return (operation is ILocalReferenceOperation ? _expressions.ReadStorage(operation) : ItemSource(operation)) is { } storage && CarriesWork(storage.ValueType())
                    ? [new(DelegateValueKind.Variable, storage, Owner.Unknown) { IsOwn = storage is ILocalSymbol || IsOwnMember(_aliases.ValueOf(operation)) }]
                    : [];
        }
    }

    /// <summary>The work that each call of a delegate starts: <c>items.Select(item => StartAsync(item))</c>.</summary>
    private IEnumerable<DelegateValue> ReadMade(IOperation selector) => LockExpressions.Unwrap(selector) switch
    {
        IAnonymousFunctionOperation { Symbol: { IsAsync: true } lambda } => [new(DelegateValueKind.Target, lambda, Owner.This) { StartsOnCaller = true }],
        IAnonymousFunctionOperation lambda => ReturnedBy(lambda).SelectMany(ReadWork),
        IMethodReferenceOperation { Method: { IsInSource: true } method } group when FrameworkCalls.IsTask(method.ReturnType) => StartedBy(method, group.Instance),
        _ => [],
    };

    /// <summary>The work that a called method starts and returns.</summary>
    private IEnumerable<DelegateValue> StartedBy(IMethodSymbol method, IOperation? instance, ImmutableArray<Argument?> given = default) =>
    [
        new(DelegateValueKind.Target, method.OriginalDefinition, _expressions.OwnerOf(instance, method)) { StartsOnCaller = true, Given = given },
        new(DelegateValueKind.Result, method.OriginalDefinition, Owner.Unknown) { Given = given },
    ];

    /// <summary>Whether a method that is not asynchronous itself returns the task of what is called, for its caller to wait for.</summary>
    private bool IsReturnedTask(IOperation operation)
    {
        if (!FrameworkCalls.IsTask(operation.Type)) return false;
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation
               || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Unwrap" }) parent = parent.Parent;
        return parent is IReturnOperation { Kind: OperationKind.Return } && _body is IMethodSymbol { IsAsync: false };
    }
}
