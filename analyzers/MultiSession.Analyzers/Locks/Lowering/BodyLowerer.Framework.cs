using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Framework calls with a meaning of their own: locks, waits, signals, subscriptions.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>The lock that a primitive works on: its receiver, or the first argument of <c>Monitor</c>'s methods.</summary>
    private LockRef? LockOf(IInvocationOperation invocation, LockFlavor flavor) =>
        _expressions.Read(invocation.Instance ?? invocation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value, flavor);

    private bool TryFrameworkCall(IInvocationOperation invocation, ISymbol? resultLocal, bool isAwaited)
    {
        var (method, start) = (invocation.TargetMethod, _nodes.Count);
        if (ShapedLock(invocation) is { } @lock)
        {
            var kept = AwaitedLater(invocation);
            if (LockPrimitives.QueuesWaiters(method.ContainingType)) AddInvocation(invocation, isAwaited, isEnumerated: false, resultLocal: null);
            AddAcquire(@lock, LockPrimitives.ModeByName(method.Name), LockPrimitives.IsToldHolder(invocation), invocation.Syntax, resultLocal, isAwaited || kept is not null || IsReturnedTask(invocation));
            Keep(kept, start);
            return true;
        }

        NoteDisposedToken(invocation);
        if (method.IsInSource) return LockPrimitives.HasLockTypeName(method.ContainingType.Name) && LockPrimitives.QueuesWaiters(method.ContainingType) && TryHandMade(invocation, resultLocal, isAwaited);
        NoteUpgradedToken(method.Name, invocation.Instance, invocation.Syntax);
        return TryPrimitive(invocation, resultLocal, isAwaited) || TryWaitForSome(invocation) || TrySignal(invocation) || TrySubscription(invocation);
    }

    /// <summary>The lock that a call takes by its shape: what stores it, or the object that is one by itself.</summary>
    private LockRef? ShapedLock(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (LockPrimitives.HasLockShape(method)) return LockOf(invocation, LockPrimitives.FlavorOf(method.ContainingType, method.Name)) is { Kind: LockRefKind.Member } stored ? stored : null;
        return LockPrimitives.IsHandMade(method) ? new(LockRefKind.Instance, method.ContainingType.OriginalDefinition, _expressions.OwnerOf(invocation.Instance, method), LockFlavor.Async) : null;
    }

    /// <summary>A lock of the source that queues up who waits is taken after all that taking it does, and freed before all that freeing it does.</summary>
    private bool TryHandMade(IInvocationOperation invocation, ISymbol? resultLocal, bool isAwaited)
    {
        if (LockPrimitives.Recognize(invocation) is not { Kind: not PrimitiveKind.None } primitive || LockOf(invocation, primitive.Flavor) is not { Kind: LockRefKind.Member }) return false;
        if (primitive.Kind == PrimitiveKind.Release)
        {
            TryPrimitive(invocation, resultLocal, isAwaited);
            AddInvocation(invocation, isAwaited, isEnumerated: false, resultLocal: null);
            return true;
        }

        AddInvocation(invocation, isAwaited, isEnumerated: false, resultLocal: null);
        return TryPrimitive(invocation, resultLocal, isAwaited);
    }

    private bool TryPrimitive(IInvocationOperation invocation, ISymbol? resultLocal, bool isAwaited)
    {
        var (primitive, start) = (LockPrimitives.Recognize(invocation), _nodes.Count);
        if (primitive.Kind == PrimitiveKind.None || LockOf(invocation, primitive.Flavor) is not { } @lock) return false;
        switch (primitive.Kind)
        {
            case PrimitiveKind.Acquire:
                var kept = AwaitedLater(invocation);
                isAwaited |= kept is not null;
                if (primitive is { Flavor: LockFlavor.Semaphore, IsTry: false } && !IsAskedFirst(invocation))
                    _nodes.Add(new Wait(WaitKind.Semaphore, _expressions.ReadStorage(invocation.Instance), work: null, condition: null, invocation.Syntax) { IsAwaited = isAwaited });
                AddAcquire(@lock, primitive.Mode, primitive.IsTry, invocation.Syntax, resultLocal, isAwaited || IsReturnedTask(invocation));
                Keep(kept, start);
                break;
            case PrimitiveKind.Release:
                if (primitive.Flavor == LockFlavor.Semaphore) AddSignal(new Signal(_expressions.ReadStorage(invocation.Instance), condition: null, invocation.Syntax));
                _nodes.Add(new Release(@lock, primitive.Mode));
                break;
            case PrimitiveKind.ConditionWait:
                _nodes.Add(new Wait(WaitKind.Condition, subject: null, work: null, @lock, invocation.Syntax));
                break;
            default:
                AddSignal(new Signal(subject: null, @lock, invocation.Syntax));
                break;
        }

        return true;
    }

    private void AddAcquire(LockRef @lock, LockMode mode, bool isTry, SyntaxNode syntax, ISymbol? resultLocal, bool isAwaited)
    {
        NoteTaken();
        _nodes.Add(new Acquire(@lock, mode, isTry, syntax) { ResultLocal = resultLocal, IsAwaited = isAwaited });
    }

    private bool TryWaitForSome(IInvocationOperation invocation)
    {
        var start = _nodes.Count;
        var isWait = TryWait(invocation);
        if (isWait && LockPrimitives.GivesUp(invocation)) _nodes.Skip(start).OfType<Wait>().ToList().ForEach(static wait => wait.IsTry = true);
        return isWait;
    }

    private bool TryWait(IInvocationOperation invocation)
    {
        var (name, type) = (invocation.TargetMethod.Name, invocation.TargetMethod.ContainingType);
        switch (name)
        {
            case "Wait" when FrameworkCalls.IsTask(type):
            case "GetResult" when FrameworkCalls.IsTaskAwaiter(type):
                var task = invocation.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited } ? awaited : invocation.Instance;
                AddTaskWait(task, invocation.Syntax);
                return true;
            case "WaitAll" when FrameworkCalls.IsTask(type):
                foreach (var element in invocation.Arguments.SelectMany(static argument => ElementsOf(argument.Value))) AddTaskWait(element, invocation.Syntax);
                return true;
            case "Join" when type is { Name: "Thread" }:
                foreach (var work in ReadWork(invocation.Instance)) _nodes.Add(new Wait(WaitKind.Thread, _expressions.ReadStorage(invocation.Instance), work, condition: null, invocation.Syntax));
                return true;
            case "WaitAll" when type is { Name: "WaitHandle" }:
                foreach (var handle in invocation.Arguments.Take(1).SelectMany(static argument => ElementsOf(argument.Value))) AddSignalWait(handle, invocation.Syntax);
                return true;
            case "SignalAndWait" when type is { Name: "WaitHandle" } && invocation.Arguments is [{ Value: var signal }, { Value: var awaitedHandle }, ..]:
                AddSignal(new Signal(_expressions.ReadStorage(signal), condition: null, invocation.Syntax));
                AddSignalWait(awaitedHandle, invocation.Syntax);
                return true;
            case "WaitOne" or "Wait" or "SignalAndWait" when FrameworkCalls.IsSignal(invocation.Instance?.Type):
                // With a limit of zero it only looks.
                if (!invocation.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: 0 })) AddSignalWait(invocation.Instance, invocation.Syntax);
                return true;
            case "Take" or "GetConsumingEnumerable" when type is { Name: "BlockingCollection" }:
                _nodes.Add(new Wait(WaitKind.Signal, _expressions.ReadStorage(invocation.Instance), work: null, condition: null, invocation.Syntax));
                return true;
            case "SpinUntil" when type is { Name: "SpinWait" } && invocation.Arguments.FirstOrDefault()?.Value is { } until:
                if (LockExpressions.Unwrap(until) is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } condition }] })
                    AddFlagWait(condition, isLoop: false, invocation.Syntax);
                return true;
            case "Dispose" when FrameworkCalls.IsRegistration(type):
                AddCallbackWait(invocation.Instance, invocation.Syntax);
                return true;
            case "Dispose" when type is { Name: "Timer" } && invocation.Arguments is [{ Value: var notified }]:
                NoteNotified(notified, invocation.Instance);
                return true;
            case "Dispose" when type.SpecialType == SpecialType.System_IDisposable && ItemSource(invocation.Instance) is { } held:
                _nodes.Add(new Wait(WaitKind.Callback, subject: null, new DelegateValue(DelegateValueKind.Variable, held, Owner.Unknown) { IsRegistered = true }, condition: null, invocation.Syntax));
                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether the semaphore is only waited for where its count says that nobody has to wait.</summary>
    private static bool IsAskedFirst(IOperation wait)
    {
        for (var parent = wait.Parent; parent is not null; parent = parent.Parent)
        {
            var condition = parent switch { IWhileLoopOperation loop => loop.Condition, IConditionalOperation branch => branch.Condition, _ => null };
            if (condition is not null && condition.Descendants().OfType<IPropertyReferenceOperation>().Any(static read => read.Property.Name == "CurrentCount")) return true;
        }

        return false;
    }

    private bool TrySignal(IInvocationOperation invocation)
    {
        var type = invocation.Instance?.Type;
        if (invocation.TargetMethod.Name == "Add" && type is { Name: "BlockingCollection" }) AddSignal(new Signal(_expressions.ReadStorage(invocation.Instance), condition: null, invocation.Syntax));
        if (invocation.TargetMethod.Name is "Set" or "Signal" or "SignalAndWait" or "RemoveParticipant" && FrameworkCalls.IsSignal(type))
        {
            AddSignal(new Signal(_expressions.ReadStorage(invocation.Instance), condition: null, invocation.Syntax));
            return true;
        }

        if (FrameworkCalls.IsCompletionSource(invocation.TargetMethod.ContainingType)
            && invocation.TargetMethod.Name is "SetResult" or "TrySetResult" or "SetException" or "TrySetException" or "SetCanceled" or "TrySetCanceled")
        {
            AddSignal(new Signal(_expressions.ReadStorage(invocation.Instance), condition: null, invocation.Syntax));
            // One that was only just created has no continuations.
            if (_expressions.ReadOwner(invocation.Instance).Kind != OwnerKind.Fresh)
                AddCall(new CallSite(invocation.Syntax) { Completed = ItemSource(invocation.Instance), Foreign = ForeignCode.Continuation, IsAwaited = true });
            return true;
        }

        return false;
    }

    /// <summary>The disposal of a local frees what the local is the token of, if it is one.</summary>
    private void NoteDisposedToken(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.Name is "Dispose" or "DisposeAsync" && LockExpressions.Unwrap(invocation.Instance) is ILocalReferenceOperation { Local: var local })
            _nodes.Add(new ReleaseToken(local));
    }

    /// <summary>A library's token that can be upgraded: what it held for reading it holds for writing from here on.</summary>
    private void NoteUpgradedToken(string method, IOperation? receiver, SyntaxNode syntax)
    {
        if (method is "Upgrade" or "UpgradeAsync" && LockExpressions.Unwrap(receiver) is ILocalReferenceOperation { Local: var local })
            _nodes.Add(new UpgradeToken(local, syntax));
    }

    private void TryFrameworkProperty(IPropertyReferenceOperation reference)
    {
        var type = reference.Property.ContainingType;
        if (FrameworkCalls.IsTask(type) && StatusProperties.IsStatus(reference.Property.Name))
        {
            NoteLookedAt(reference.Instance);
        }
        else if (reference.Property.Name == "Result" && FrameworkCalls.IsTask(type))
        {
            AddTaskWait(reference.Instance, reference.Syntax);
        }
        else if (reference.Property.Name == "Value" && FrameworkCalls.IsLazy(type) && _expressions.ReadStorage(reference.Instance) is { } lazy and not ILocalSymbol)
        {
            var owner = LockExpressions.Unwrap(reference.Instance) is IMemberReferenceOperation member ? _expressions.OwnerOf(member.Instance, member.Member) : Owner.Unknown;
            var @lock = new LockRef(LockRefKind.Member, lazy, owner, LockFlavor.Lazy);
            NoteTaken();
            _nodes.Add(new Scope(
                new Acquire(@lock, LockMode.Exclusive, isTry: false, reference.Syntax),
                new Call(new CallSite(reference.Syntax) { Delegate = new DelegateValue(DelegateValueKind.Variable, lazy, Owner.This), Receiver = owner, IsAwaited = true }),
                closing: null));
        }
    }

    private static bool IsDisposedOnTheSpot(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IUsingOperation or IUsingDeclarationOperation) return true;
        }

        return false;
    }
}
