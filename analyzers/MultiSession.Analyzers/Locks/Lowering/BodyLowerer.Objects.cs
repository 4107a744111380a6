using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Objects behind framework interfaces, such as a queue of <c>IDisposable</c>: followed to what is really put there.</summary>
internal sealed partial class BodyLowerer
{
    private void AddFrameworkInterfaceCall(IInvocationOperation invocation, IMethodSymbol method)
    {
        NoteStored(invocation, method);
        if (method.ContainingType is not { TypeKind: TypeKind.Interface } || !method.IsAbstract || ElementStorage(invocation.Instance) is not { } storage) return;
        AddCall(new CallSite(invocation.Syntax)
        {
            Target = method.OriginalDefinition,
            IsVirtual = true,
            ReceiverType = method.ContainingType.OriginalDefinition,
            ReceiverStorage = storage,
            Receiver = _expressions.ReadOwner(invocation.Instance),
            IsAwaited = true,
        });
    }

    /// <summary><c>queue.Enqueue(item)</c> puts what the item is into what the queue holds.</summary>
    private void NoteStored(IInvocationOperation invocation, IMethodSymbol method)
    {
        if (method.Parameters.Length == 0 || method.Name is not ("Add" or "Enqueue" or "Push" or "TryAdd" or "Insert" or "AddLast" or "AddFirst")) return;
        foreach (var argument in invocation.Arguments)
        {
            if (IsDelegate(argument.Value.Type) && StoreOf(invocation.Instance) is { } store) NoteDelegates(store, argument.Value);
        }

        if (_expressions.ReadStorage(invocation.Instance) is not { } storage) return;
        foreach (var argument in invocation.Arguments)
        {
            NoteReference(storage, argument.Value);
            if (IsFrameworkInterface(argument.Parameter?.Type)) NoteObject(storage, argument.Value);
        }
    }

    private void NoteObject(ISymbol target, IOperation value)
    {
        var unwrapped = LockExpressions.Unwrap(value);
        if (unwrapped?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } type) _facts.ObjectFlows.Add((target, type.OriginalDefinition, null));
        else if (ElementStorage(unwrapped) is { } source) _facts.ObjectFlows.Add((target, null, source));
    }

    /// <summary>The variable, or the collection that an element is taken from.</summary>
    private ISymbol? ElementStorage(IOperation? operation) => LockExpressions.Unwrap(operation) switch
    {
        ILocalReferenceOperation { Local: var local } when _aliases.TryGet(local, out var value) => ElementStorage(value),
        IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true, Instance: { } collection } => _expressions.ReadStorage(collection),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => _expressions.ReadStorage(collection),
        var other => _expressions.ReadStorage(other),
    };

    private static bool IsFrameworkInterface(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface, DeclaringSyntaxReferences.IsEmpty: true };
}
