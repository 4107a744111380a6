using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The one lock that the framework holds while it tells listeners of a new event source, and that it takes to switch a source on or off.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What is held around a body that the framework runs under that lock.</summary>
    private static LockRef? ListenersLockAround(ISymbol body)
    {
        if (body is not IMethodSymbol { Name: "OnEventSourceCreated", OverriddenMethod: { } declared }) return null;
        while (declared.OverriddenMethod is { } before) declared = before;
        return ListenersLockOf(declared.ContainingType);
    }

    private bool TryListenerCall(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod is not { Name: "EnableEvents" or "DisableEvents", ContainingType: var type } || ListenersLockOf(type) is not { } @lock) return false;
        NoteTaken();
        _nodes.Add(new Scope(new Acquire(@lock, LockMode.Exclusive, isTry: false, invocation.Syntax), Sequence.Empty, closing: null));
        return true;
    }

    private static LockRef? ListenersLockOf(INamedTypeSymbol type) =>
        type is { Name: "EventListener", IsInSource: false, ContainingNamespace: { Name: "Tracing", ContainingNamespace.Name: "Diagnostics" } }
            ? new(LockRefKind.TypeObject, type.OriginalDefinition, Owner.Static, LockFlavor.Monitor)
            : null;
}
