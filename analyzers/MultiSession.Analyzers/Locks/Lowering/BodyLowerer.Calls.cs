using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Calls of methods, accessors, operators, constructors and delegates.</summary>
internal sealed partial class BodyLowerer
{
    private ISymbol? _resultLocal;
    private bool _isEnumerated;

    private static bool IsSource(IMethodSymbol method) => method.IsInSource || method.AssociatedSymbol is { IsInSource: true };

    private static bool IsDispatched(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !(method.ContainingType.IsSealed && !method.IsAbstract);

    private void AddCall(CallSite site) => _nodes.Add(new Call(site));

    /// <summary>Visits a value whose locks, if it takes any, are freed by disposing <paramref name="local"/>.</summary>
    private void VisitValueOf(ISymbol? local, IOperation value)
    {
        var outer = _resultLocal;
        _resultLocal = local;
        Visit(value);
        _resultLocal = outer;
    }

    private void VisitEnumerated(IOperation collection)
    {
        _isEnumerated = true;
        Visit(collection);
        _isEnumerated = false;
    }

    private void VisitInvocation(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.Name == "Assert") NoteAsserted(invocation);
        if (_facts.Lookups.Omitted.Contain(invocation.TargetMethod, invocation.Syntax)) return;
        var (isAwaited, isEnumerated, outerLocal) = (_isAwaited, _isEnumerated, _resultLocal);
        var resultLocal = outerLocal ?? FlagOf(invocation);
        _isAwaited = _isEnumerated = false;
        _resultLocal = null;
        // The inner call of an awaited ConfigureAwait is what is awaited; on a sequence it is an extension method.
        var subject = invocation.Instance;
        if (invocation.TargetMethod.Name is "ConfigureAwait" or "WithCancellation" or "AsTask" or "Unwrap" or "GetAwaiter" || FrameworkCalls.StandsForFirst(invocation.TargetMethod))
        {
            (_isAwaited, _isEnumerated) = (isAwaited, isEnumerated);
            if (invocation is { Instance: null, Arguments: [{ Value: var sequence }, ..] }) subject = sequence;
        }
        else if (FrameworkCalls.BlocksOn(invocation.TargetMethod))
        {
            _isAwaited = true;
        }

        Visit(subject);
        _isEnumerated = false;
        _isAwaited = FrameworkCalls.JoinsTasks(invocation.TargetMethod) && (isAwaited || FrameworkCalls.BlocksOn(invocation.TargetMethod));
        VisitArguments(invocation.Arguments, subject);

        if (!TryListenerCall(invocation) && !TryFrameworkCall(invocation, resultLocal, isAwaited)) AddInvocation(invocation, isAwaited, isEnumerated, resultLocal);
        _isAwaited = isAwaited;
        _resultLocal = outerLocal;
    }

    private void VisitArguments(ImmutableArray<IArgumentOperation> arguments, IOperation? visited = null)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value != visited) Visit(argument.Value);
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) NoteWritten(argument.Value);
        }
    }

    /// <summary>The local that a call sets when it took the lock: <c>Monitor.TryEnter(gate, ref taken)</c>.</summary>
    private static ILocalSymbol? FlagOf(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument is { Value: { Kind: OperationKind.LocalReference } value, Parameter: { RefKind: RefKind.Ref or RefKind.Out, Type.SpecialType: SpecialType.System_Boolean } }) return ((ILocalReferenceOperation)value).Local;
        }

        return null;
    }

    private void AddInvocation(IInvocationOperation invocation, bool isAwaited, bool isEnumerated, ISymbol? resultLocal)
    {
        var method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke || method is { Name: "DynamicInvoke", ContainingType.SpecialType: SpecialType.System_Delegate })
        {
            AddDelegateCall(invocation, isAwaited);
            return;
        }

        if (!IsSource(method))
        {
            AddDelegateArguments(invocation, method, invocation.Arguments);
            NoteStored(invocation, method);
            AddFrameworkInterfaceCall(invocation.Instance, method, invocation.Syntax);
            return;
        }

        var isReduced = method is { IsExtensionMethod: true, ReducedFrom: not null };
        NoteArguments(invocation.Arguments, user: method.MethodKind == MethodKind.Constructor ? _body.ContainingType?.OriginalDefinition : null);
        if (method.IsStatic) Touch(method.ContainingType, invocation.Syntax);
        var (known, owners, locks, delegates) = ReadArguments(method, invocation.Arguments);
        AddCall(new CallSite(invocation.Syntax)
        {
            Target = (isReduced ? method.ReducedFrom! : method).OriginalDefinition,
            IsVirtual = invocation.IsVirtual && IsDispatched(method),
            ReceiverType = ReceiverTypeOf(invocation.Instance, method),
            ReceiverSource = TypeSourceOf(invocation.Instance),
            NeededMember = OwnMemberOf(invocation.Instance),
            ReceiverMember = MemberOf(invocation.Instance),
            Receiver = method.MethodKind == MethodKind.LocalFunction ? Owner.This : _expressions.OwnerOf(invocation.Instance, method),
            ReceiverLock = invocation.Instance is null ? null : _expressions.Read(invocation.Instance, LockFlavor.Monitor),
            ArgumentOwners = owners,
            Arguments = known,
            TypeArguments = method.TypeArguments,
            ArgumentLocks = locks,
            ArgumentDelegates = delegates,
            // An asynchronous iterator only runs, and is only waited for, where it is enumerated.
            IsAwaited = isAwaited || (FrameworkCalls.IsAsyncSequence(method.ReturnType) ? isEnumerated : !FrameworkCalls.IsTask(method.ReturnType)),
            IsReturned = IsReturnedTask(invocation),
            IsEnumerated = isEnumerated,
            IsDeferred = IsSequence(method.ReturnType) && IsHandedOn(invocation),
            ResultLocal = resultLocal,
        });
    }

    private static bool IsSequence(ITypeSymbol type) => type.Name is "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator";

    private static bool IsHandedOn(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation) parent = parent.Parent;
        return parent is IReturnOperation or IAssignmentOperation or IFieldInitializerOperation
            || parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsInSource: true } }
            || parent is IArgumentOperation { Parent: IObjectCreationOperation { Type.IsInSource: true } };
    }

    private void AddDelegateCall(IInvocationOperation invocation, bool isAwaited)
    {
        var foreign = ForeignOf(invocation.Instance);
        // What a delegate is given, its target is given, parameter by parameter.
        var (known, owners, locks, delegates) = invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? ReadArguments(invocation.TargetMethod, invocation.Arguments) : default;
        foreach (var value in ReadDelegates(invocation.Instance))
        {
            AddCall(new CallSite(invocation.Syntax)
            {
                Delegate = value,
                Arguments = known,
                ArgumentOwners = owners,
                ArgumentLocks = locks,
                ArgumentDelegates = delegates,
                Receiver = value.Receiver,
                NeededMember = OwnMemberOf(invocation.Instance),
                Foreign = foreign,
                IsAwaited = isAwaited || !FrameworkCalls.IsTask(invocation.Type),
                IsReturned = IsReturnedTask(invocation),
            });
            foreign = ForeignCode.None;
        }
    }

    /// <summary>Whose code a delegate runs.</summary>
    private ForeignCode ForeignOf(IOperation? called) => LockExpressions.Unwrap(called) switch
    {
        IEventReferenceOperation => ForeignCode.Event,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } => ForeignCode.Delegate,
        IParameterReferenceOperation => ForeignCode.Delegate,
        ILocalReferenceOperation { Local: var local } when _aliases.TryGet(local, out var value) && value is IEventReferenceOperation => ForeignCode.Event,
        _ => ForeignCode.Item,
    };

    /// <summary>Delegates that are handed to the framework: some run at once, some later.</summary>
    private void AddDelegateArguments(IOperation at, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            _aliases.Escape(argument.Value);
            NoteByReference(argument);
            if (argument.Parameter?.RefKind == RefKind.Out || !MayHoldDelegates(argument.Value)) continue;
            // What a collection takes as an item is stored, not run: only a parameter that is a delegate by itself can be run.
            var fate = argument.Parameter?.OriginalDefinition.Type is ITypeParameterSymbol ? DelegateFate.Deferred : FrameworkCalls.FateOf(method);
            var owners = default(ImmutableArray<Owner>);
            if (fate == DelegateFate.RunsNow && LockExpressions.Unwrap(argument.Value) is IAnonymousFunctionOperation { Symbol.Parameters: var items } && at is IInvocationOperation call)
            {
                var collection = call.Instance ?? call.Arguments[0].Value;
                NoteItems(ItemSource(collection), [.. items]);
                if (Sequences.AreItems(argument.Parameter)) owners = [_expressions.ElementOf(collection)];
            }

            foreach (var value in ElementsOf(argument.Value).Where(static one => IsDelegate(one.Type)).SelectMany(ReadDelegates))
            {
                if (fate == DelegateFate.RunsNow) AddCall(new CallSite(at.Syntax) { Delegate = value, Receiver = value.Receiver, ArgumentOwners = owners, IsAwaited = true });
                else if (fate == DelegateFate.RunsElsewhereAndIsAwaited) _nodes.Add(new Wait(WaitKind.Task, subject: null, value, condition: null, at.Syntax));
                if (fate != DelegateFate.RunsNow && value.Kind == DelegateValueKind.Target) _facts.LibraryTargets.Add(value.Symbol);
            }
        }
    }

    private void VisitCreation(IObjectCreationOperation creation)
    {
        var (isEnumerated, resultLocal) = (_isEnumerated, _resultLocal);
        _isAwaited = _isEnumerated = false;
        _resultLocal = null;
        VisitArguments(creation.Arguments);
        if (creation.Type is INamedTypeSymbol { IsInSource: true } type) _facts.CreatedTypes.Add(type.OriginalDefinition);
        if (creation.Constructor is { } constructor)
        {
            if (IsSource(constructor) || constructor.ContainingType.IsInSource)
            {
                NoteArguments(creation.Arguments);
                Touch(constructor.ContainingType, creation.Syntax);
                var (known, owners, locks, delegates) = ReadArguments(constructor, creation.Arguments);
                AddCall(new CallSite(creation.Syntax)
                {
                    Target = constructor.OriginalDefinition,
                    Receiver = Owner.Fresh,
                    ArgumentOwners = owners,
                    Arguments = known,
                    ArgumentLocks = locks,
                    ArgumentDelegates = delegates,
                    IsAwaited = true,
                    IsEnumerated = isEnumerated,
                    ResultLocal = resultLocal,
                });
            }
            else if (!IsDelegate(creation.Type))
            {
                AddDelegateArguments(creation, constructor, creation.Arguments);
            }
        }

        Visit(creation.Initializer);
    }

    private static ISymbol? MemberOf(IOperation? instance) => (LockExpressions.Unwrap(instance) as IMemberReferenceOperation)?.Member.OriginalDefinition;

    private static bool IsBase(IOperation? instance) => instance?.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax;
}
