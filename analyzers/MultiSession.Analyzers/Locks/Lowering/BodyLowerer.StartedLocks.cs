using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Locks of which the task is kept, as in <c>var entry = _lock.WaitAsync();</c>: taken where the local is awaited.</summary>
internal sealed partial class BodyLowerer
{
    private Dictionary<ILocalSymbol, Node>? _started;

    /// <summary>The local that keeps the task of an invocation, if it is awaited.</summary>
    private static ILocalSymbol? AwaitedLater(IInvocationOperation invocation) =>
        FrameworkCalls.IsTask(invocation.Type) && DeclaredBy(invocation) is { } local && IsAwaitedIn(FunctionAround(invocation), local) ? local : null;

    /// <summary>Takes back what has been added, until the local is awaited.</summary>
    private void Keep(ILocalSymbol? local, int start)
    {
        if (local is not null) (_started ??= new(SymbolEqualityComparer.Default))[local] = Close(start);
    }

    private void AddStarted(IOperation awaited)
    {
        if (_started is not null && LockExpressions.Unwrap(awaited) is ILocalReferenceOperation { Local: var local } && _started.TryGetValue(local, out var acquire)) _nodes.Add(acquire);
    }

    private static bool IsAwaitedIn(IOperation function, ILocalSymbol local) =>
        function.Descendants().Any(inner => inner is IAwaitOperation { Operation: var awaited } && LockExpressions.Unwrap(awaited) is ILocalReferenceOperation { Local: var one } && SymbolEqualityComparer.Default.Equals(one, local));

    private static IOperation FunctionAround(IOperation operation)
    {
        while (operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && operation.Parent is { } parent) operation = parent;
        return operation;
    }
}
