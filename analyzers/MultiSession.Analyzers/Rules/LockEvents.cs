using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

internal enum LockEventKind
{
    Acquire,
    Release,

    /// <summary>May leave the body by an exception.</summary>
    MayThrow,
}

internal readonly record struct LockEvent(LockEventKind Kind, IOperation Operation);

/// <summary>What happens in a block that matters to one lock, in order of evaluation.</summary>
internal static class LockEvents
{
    public static List<LockEvent> Of(BasicBlock block, LockKey key)
    {
        var events = new List<LockEvent>();
        foreach (var operation in Functions.Operations(block))
        {
            // Operands are evaluated before what uses them, and they end before it or with it.
            foreach (var inner in operation.DescendantsAndSelf().Where(IsEvent).OrderBy(inner => inner.Syntax.Span.End))
            {
                if (inner is IInvocationOperation invocation && LockCalls.Recognise(invocation) is { } call)
                {
                    if (call.Key == key) events.Add(new LockEvent(call.Action == LockAction.Release ? LockEventKind.Release : LockEventKind.Acquire, inner));
                }
                else if (!ThrowFree.Contains(inner)) events.Add(new LockEvent(LockEventKind.MayThrow, inner));
            }
        }

        return events;
    }

    private static bool IsEvent(IOperation operation) => operation
        is IInvocationOperation
        or IAwaitOperation
        or IReturnOperation { Kind: OperationKind.YieldReturn };
}
