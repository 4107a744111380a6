using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Objects behind framework interfaces, such as a queue of <c>IDisposable</c>: followed to what is really put there.</summary>
internal sealed partial class BodyLowerer
{
    private void AddFrameworkInterfaceCall(IInvocationOperation invocation, IMethodSymbol method)
    {
        if (method.ContainingType is not { TypeKind: TypeKind.Interface } || !method.IsAbstract || ItemSource(invocation.Instance) is not { } storage) return;
        AddCall(new CallSite(invocation.Syntax)
        {
            Target = method.OriginalDefinition,
            IsVirtual = true,
            ReceiverType = method.ContainingType,
            ReceiverStorage = storage,
            Receiver = _expressions.ReadOwner(invocation.Instance),
            IsAwaited = true,
        });
    }

    private void NoteObject(ISymbol target, IOperation value)
    {
        var unwrapped = LockExpressions.Unwrap(value);
        if (unwrapped?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsInSource: true } type) _facts.ObjectFlows.Add((target, type.OriginalDefinition, null));
        else if (ItemSource(unwrapped) is { } source) _facts.ObjectFlows.Add((target, null, source));
    }

    private static bool IsFrameworkInterface(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface, IsInSource: false };
}
