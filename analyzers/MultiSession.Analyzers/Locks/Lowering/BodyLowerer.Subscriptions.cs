using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Callbacks that wait for a subject to tell them, or for a token to be cancelled.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Rx-style subjects, and callbacks on cancellation tokens.</summary>
    private bool TrySubscription(IInvocationOperation invocation)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "Subscribe" or "Register" or "UnsafeRegister":
                var source = SubjectOf(invocation);
                if (_expressions.ReadStorage(source) is not { } subject) return false;
                // A token that is handed in may be cancelled already: then it runs what it is given, at once.
                var runsNow = source is { Type: { Name: "CancellationToken", IsValueType: true } } and not IPropertyReferenceOperation { Property.Name: "None" };
                foreach (var argument in invocation.Arguments.Where(static argument => IsDelegate(argument.Value.Type)))
                {
                    foreach (var handler in ReadDelegates(argument.Value))
                    {
                        _facts.DelegateFlows.Add(new(subject, handler with { IsOwn = IsOwnMember(source) && handler.Receiver.Kind == OwnerKind.This }));
                        if (handler.Kind == DelegateValueKind.Target) _facts.LibraryTargets.Add(handler.Symbol);
                        if (runsNow) AddCall(new CallSite(invocation.Syntax) { Delegate = handler, Receiver = handler.Receiver, MayRunLater = true });
                    }
                }

                return true;
            case "OnNext" or "OnCompleted" or "OnError" or "Cancel" when invocation.Instance is not null && ItemSource(invocation.Instance) is { } told:
                var handlers = new DelegateValue(DelegateValueKind.Variable, told, Owner.Unknown) { IsOwn = IsOwnMember(LockExpressions.Unwrap(invocation.Instance)) };
                AddCall(new CallSite(invocation.Syntax) { Delegate = handlers, IsAwaited = true });
                AddFrameworkInterfaceCall(invocation.Instance, invocation.TargetMethod, invocation.Syntax);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The subject behind <c>subject.Where(…).Subscribe(…)</c> and <c>source.Token.Register(…)</c>.</summary>
    private static IOperation? SubjectOf(IInvocationOperation invocation)
    {
        var current = invocation.Instance ?? invocation.Arguments.FirstOrDefault()?.Value;
        while (true)
        {
            current = LockExpressions.Unwrap(current);
            switch (current)
            {
                case IInvocationOperation { TargetMethod: { IsInSource: false, Name: not ("ObserveOn" or "SubscribeOn" or "Throttle" or "Delay" or "Sample" or "Buffer") } } step:
                    current = step.Instance ?? step.Arguments.FirstOrDefault()?.Value;
                    break;
                case IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "CancellationTokenSource" }, Instance: { } source }:
                    current = source;
                    break;
                default:
                    return current;
            }
        }
    }

    /// <summary>Notes that what is registered on a token, or on a source that is linked to it, runs when its source is cancelled.</summary>
    private void NoteToken(ISymbol target, ITypeSymbol? type, IOperation value)
    {
        if (type is not { Name: "CancellationToken" or "CancellationTokenSource" }) return;
        foreach (var source in SourcesOf(value)) _facts.DelegateFlows.Add(new(source, new DelegateValue(DelegateValueKind.Variable, target, Owner.Unknown)));
    }

    /// <summary>The variables of the sources and tokens that cancel an expression's token.</summary>
    private IEnumerable<ISymbol> SourcesOf(IOperation? token) => LockExpressions.Unwrap(token) switch
    {
        IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "CancellationTokenSource" }, Instance: { } source } => SourcesOf(source),
        IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } linked => linked.Arguments.SelectMany(static argument => ElementsOf(argument.Value)).SelectMany(SourcesOf),
        var stored => _expressions.ReadStorage(stored) is { } storage ? [storage] : [],
    };
}
