using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Calls that nobody expects to throw: reporting them would cost trust and find nothing.</summary>
internal static class ThrowFree
{
    public static bool Contains(IOperation operation) => operation switch
    {
        // The wait for the lock itself: when it throws, the lock was not taken.
        IAwaitOperation awaited => IsLock(awaited.Operation),
        IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "GetResult" or "Wait", Instance: { } task } when IsLock(task) => true,
        // What a foreach or using calls on its own.
        IInvocationOperation { IsImplicit: true } => true,
        IInvocationOperation call => Contains(call.TargetMethod),
        _ => false,
    };

    private static bool IsLock(IOperation task) => task.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => LockCalls.Recognise(call) is not null);

    private static bool Contains(IMethodSymbol method)
    {
        if (method.Name is "ConfigureAwait" or "GetHashCode" or "GetType" or "ReferenceEquals") return true;
        var type = method.ContainingType;
        return NamespaceOf(type) switch
        {
            "System.Threading" => type.Name is "Interlocked" or "Volatile" or "Monitor" or "ManualResetEventSlim" or "EventWaitHandle" or "Thread",
            "System.Threading.Tasks" => type.Name is "TaskCompletionSource" && method.Name.StartsWith("TrySet", System.StringComparison.Ordinal),
            "System.Diagnostics" => type.Name is "Debug" or "Trace" or "Stopwatch",
            "System" => type.Name is "Math" or "GC" or "Object" or "DateTime" or "TimeSpan" or "Environment" ||
                method is { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Equals" or "Concat", ContainingType.SpecialType: SpecialType.System_String },
            "System.Text" => type.Name is "StringBuilder" && method.Name is "Append" or "AppendLine" or "Clear",
            "System.Collections.Generic" or "System.Collections.Concurrent" => method.Name
                is "TryGetValue" or "TryAdd" or "TryRemove" or "TryUpdate" or "ContainsKey" or "ContainsValue" or "Contains" or "Clear"
                or "Enqueue" or "TryEnqueue" or "TryDequeue" or "TryPeek" or "Push" or "TryPop" or "Remove" or "AddLast" or "AddFirst"
                || (method.Name == "Add" && type.Name is "List" or "HashSet" or "SortedSet" or "LinkedList" or "ConcurrentBag"),
            _ => false,
        };
    }

    private static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? "";
}
