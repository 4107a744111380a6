using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What is stored where: delegates, started work, lock objects.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitDeclarator(IVariableDeclaratorOperation declarator)
    {
        var value = declarator.GetVariableInitializer()?.Value;
        if (value is null) return;
        VisitValueOf(declarator.Symbol, value);
        _aliases.Assign(declarator.Symbol, value);
        NoteFlow(declarator.Symbol, value);
    }

    private void VisitAssignment(ISimpleAssignmentOperation assignment)
    {
        var target = LockExpressions.Unwrap(assignment.Target);
        VisitTarget(target, reads: false, writes: true, assignment.Value);
        var local = (target as ILocalReferenceOperation)?.Local;
        VisitValueOf(local, assignment.Value);
        // What is made because nothing was found in a collection is put there.
        if (local is not null && _aliases.CollectionOf(local) is { } collection && LockExpressions.IsCreation(LockExpressions.Unwrap(_aliases.ValueOf(LockExpressions.Unwrap(assignment.Value)))) && ItemSource(collection) is { } storage)
            NoteFlow(storage, assignment.Value, isElement: true);
        if (local is not null) _aliases.Assign(local, assignment.Value);
        else _aliases.Escape(assignment.Value);
        if (target is IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out } result }) _aliases.Assign(result, assignment.Value);
        else if (target is IParameterReferenceOperation) _aliases.Reassign(target);
        NoteFlow(target, assignment.Value);
        NoteChange(target, assignment.Syntax);
        AddFlagSignal(assignment.Target, assignment.Value, assignment.Syntax);
    }

    /// <summary>Something is written of which it is not known what.</summary>
    private void NoteWritten(IOperation target)
    {
        _aliases.Reassign(target);
        foreach (var written in LockExpressions.Unwrap(target) is ITupleOperation tuple ? tuple.Elements : [target])
        {
            if (LockExpressions.Unwrap(written) is IMemberReferenceOperation { Member: var member }) NoteMemberValue(member.OriginalDefinition, value: null);
            NoteChange(written, written.Syntax);
        }
    }

    private void VisitEventAssignment(IEventAssignmentOperation assignment)
    {
        Visit(assignment.HandlerValue);
        if (LockExpressions.Unwrap(assignment.EventReference) is not IEventReferenceOperation { Event: var @event } reference) return;
        Visit(reference.Instance);
        if (assignment.Adds) NoteFlow(@event.OriginalDefinition, assignment.HandlerValue, owner: _expressions.OwnerOf(reference.Instance, @event));
        if (assignment.Adds) NoteFill(reference);
        var accessor = assignment.Adds ? @event.AddMethod : @event.RemoveMethod;
        if (accessor is null || !IsSource(accessor) || accessor.IsImplicitlyDeclared) return;
        AddCall(new CallSite(assignment.Syntax)
        {
            Target = accessor.OriginalDefinition,
            IsVirtual = IsDispatched(accessor),
            ReceiverType = reference.Instance?.Type as INamedTypeSymbol,
            Receiver = _expressions.OwnerOf(reference.Instance, @event),
            ArgumentDelegates = [[.. ReadDelegates(assignment.HandlerValue)]],
        });
        if (assignment.Adds && accessor.Parameters.Length == 1) NoteFlow(accessor.Parameters[0].OriginalDefinition, assignment.HandlerValue);
    }

    private void NoteFlow(IOperation? target, IOperation value)
    {
        var isElement = target is IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation;
        // A local that is given what a member holds does not give it to the member.
        var storage = target is ILocalReferenceOperation { Local: var local } ? local : _expressions.ReadStorage(target);
        if (storage is { } symbol) NoteFlow(symbol, value, isElement, target is IMemberReferenceOperation member ? _expressions.OwnerOf(member.Instance, member.Member) : default);
    }

    private void NoteFlow(ISymbol target, IOperation value, bool isElement = false, Owner owner = default, INamedTypeSymbol? user = null)
    {
        target = target.OriginalDefinition;
        var type = isElement ? value.Type : target.ValueType();
        if (CarriesNothing(type) || LockExpressions.Unwrap(value) is { Kind: OperationKind.Literal or OperationKind.InterpolatedString }) return;
        if (IsDelegate(type))
        {
            NoteDelegates(target, value, owner);
            return;
        }

        NoteToken(target, type, value);
        if (CarriesDelegates(type) && CarriesDelegates(TypeBefore(value))) NoteDelegates(target, value);
        if (!isElement) NoteTypes(target, type, value, user ?? (owner.Kind == OwnerKind.This ? _body.ContainingType?.OriginalDefinition : null));
        NoteReference(target, value);
        if (!isElement) NoteMemberValue(target, value);
        if (MayHoldSource(type)) NoteObject(target, value);
        // An object of a class of the source is no task, thread or timer.
        foreach (var work in IsFollowed(type) ? [] : ReadWork(value)) _facts.WorkFlows.Add((target, work.KeptBy(isOwn: owner.Kind == OwnerKind.This || target is ILocalSymbol)));
        if (FrameworkCalls.CarriesCompletions(type)) NoteCompletions(target, value);
        if (CreationOf(value) is { } creation && !IsGivenByTest(target)) _facts.LockCreations.Add((target, creation));
        if (isElement) return;
        if (target is IFieldSymbol or IPropertySymbol or IParameterSymbol && (LockPrimitives.CanCarryLock(type) || IsInjection(value) || IsInjected(target))
            && _expressions.Read(value, LockFlavor.Monitor) is { } @lock && !IsGivenByTest(target))
            _facts.LockFlows.Add((target, @lock));
    }

    /// <summary>Whether a test hands the program a lock: which one the program itself hands there, it does not tell.</summary>
    private bool IsGivenByTest(ISymbol target) => target is IParameterSymbol && TestDoubles.IsTestOf(_body.ContainingType, target.ContainingType);

    private static bool CarriesNothing(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String or >= SpecialType.System_Boolean and <= SpecialType.System_Double } or { TypeKind: TypeKind.Enum };

    /// <summary>Notes which members and parameters are given the object at hand.</summary>
    private void NoteReference(ISymbol? target, IOperation value)
    {
        if (target is ILocalSymbol local && _expressions.ReadOwner(value) is { Kind: OwnerKind.Element, Symbol: { } collection }) _facts.Elements.Add((local, collection));
        if (target is not (IFieldSymbol or IPropertySymbol or IParameterSymbol)) return;
        switch (LockExpressions.Unwrap(value))
        {
            case IInstanceReferenceOperation: _facts.ReferenceFlows.Add((target, null)); break;
            case IParameterReferenceOperation { Parameter: var parameter }: _facts.ReferenceFlows.Add((target, parameter.OriginalDefinition)); break;
            case { ConstantValue: { HasValue: true, Value: null } }: break;
            default:
                if (target is IParameterSymbol { Type: INamedTypeSymbol { IsInSource: true }, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }) _facts.OtherReferences.Add(target);
                break;
        }
    }

    /// <summary>Notes what a member is given that may hold an object of the source; nothing is given by null.</summary>
    private void NoteMemberValue(ISymbol target, IOperation? value)
    {
        if (target is not (IFieldSymbol or IPropertySymbol)
            || target.ValueType() is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } type || !type.IsInSource && !MayHoldSource(type)) return;
        value = LockExpressions.Unwrap(value);
        if (value is { ConstantValue: { HasValue: true, Value: null } }) return;
        // What is created for a local is stored from there.
        value = _aliases.ValueOf(value);
        var created = LockExpressions.IsCreation(value) ? value : null;
        if (created is not null) _facts.Renewals.Add((_body, target));
        var isOlder = value is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor }
            && SymbolEqualityComparer.Default.Equals(constructor.ContainingType.OriginalDefinition, target.ContainingType);
        _facts.MemberValues.Add((target, created?.Type?.OriginalDefinition as INamedTypeSymbol, isOlder, created?.Syntax));
    }

    /// <summary>A constructor stores what it was given, or what that holds: the object may be shared with others.</summary>
    private bool IsInjection(IOperation value)
    {
        if (_body is not IMethodSymbol { MethodKind: MethodKind.Constructor } || value.Type is not { IsReferenceType: true, SpecialType: not SpecialType.System_String }) return false;
        var root = LockExpressions.Unwrap(value);
        if (root is IMemberReferenceOperation { Instance: { } holder }) root = LockExpressions.Unwrap(holder);
        return root is IParameterReferenceOperation;
    }

    private static bool IsInjected(ISymbol target) =>
        target is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor }, Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } };

    private void NoteReturn(IOperation? value)
    {
        if (value is null || _body is not IMethodSymbol method) return;
        if (method is { MethodKind: MethodKind.PropertyGet, ReturnType.SpecialType: SpecialType.System_Boolean }) _facts.Answers.Add((method.OriginalDefinition, value.ConstantValue.Value as bool?));
        NoteToken((method.AssociatedSymbol ?? method).OriginalDefinition, method.ReturnType, value);
        NoteTypes((method.AssociatedSymbol ?? method).OriginalDefinition, method.ReturnType, value);
        if (FrameworkCalls.CarriesCompletions(method.ReturnType)) NoteCompletions((method.AssociatedSymbol ?? method).OriginalDefinition, value);
        if (MayHoldSource(HandedOver(method))) NoteObject((method.AssociatedSymbol ?? method).OriginalDefinition, value);
        if (IsDelegate(method.ReturnType) || HoldsDelegates(method.ReturnType))
        {
            NoteDelegates((method.AssociatedSymbol ?? method).OriginalDefinition, value);
        }
        else if (FrameworkCalls.IsTask(method.ReturnType))
        {
            foreach (var work in ReadWork(value)) _facts.WorkFlows.Add((method.OriginalDefinition, work));
            if (CompletionOf(value) is { } completion) _facts.ReturnedCompletions.Add((method.OriginalDefinition, completion));
        }
        else if (method.MethodKind is MethodKind.PropertyGet or MethodKind.Ordinary && (method.Parameters.Length == 0 || LockPrimitives.CanCarryLock(method.ReturnType))
                 && _expressions.Read(value, LockFlavor.Monitor) is { Kind: LockRefKind.Member or LockRefKind.Element } source)
        {
            _facts.LockFlows.Add(((method.AssociatedSymbol ?? method).OriginalDefinition, source));
        }
    }

    /// <summary>The elements of an argument that is written as a list, as <c>params</c> or as it stands.</summary>
    private static ImmutableArray<IOperation> ElementsOf(IOperation value) => LockExpressions.Unwrap(value) switch
    {
        IArrayCreationOperation { Initializer: { } items } => items.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => [value],
    };

    private LockCreation? CreationOf(IOperation value)
    {
        if (LockExpressions.Unwrap(_aliases.ValueOf(LockExpressions.Unwrap(value))) is not IObjectCreationOperation { Type: { } type } creation) return null;
        if (FrameworkCalls.IsLazy(type))
            return creation.Arguments.Any(static argument => argument.Value.Type?.Name == "LazyThreadSafetyMode" && argument.Value.ConstantValue is { HasValue: true, Value: 0 or 1 }
                    || argument.Value is ILiteralOperation { ConstantValue.Value: false })
                ? LockCreation.LazyWithoutLock
                : LockCreation.Plain;
        if (!LockPrimitives.CanCarryLock(type)) return null;
        return type.Name switch
        {
            "SemaphoreSlim" or "Semaphore" => creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value.ConstantValue.Value switch
            {
                0 => LockCreation.SemaphoreOfNone,
                1 => LockCreation.SemaphoreOfOne,
                _ => LockCreation.SemaphoreOfMany,
            },
            "ReaderWriterLockSlim" when creation.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: 1 }) => LockCreation.RecursiveReaderWriter,
            _ => LockCreation.Plain,
        };
    }
}
