using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>When the framework runs a delegate that it is given.</summary>
internal enum DelegateFate
{
    /// <summary>Later, on another thread or not at all: it starts with nothing held.</summary>
    Deferred,

    /// <summary>Before the call comes back, under everything that the caller holds.</summary>
    RunsNow,

    /// <summary>On another thread, while the caller waits for it.</summary>
    RunsElsewhereAndIsAwaited,
}

/// <summary>What the framework does with the delegates, tasks, threads and events that it is given.</summary>
internal static class FrameworkCalls
{
    public static DelegateFate FateOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type is null) return DelegateFate.Deferred;
        if (method.Name is "Invoke" or "Send" && type.Name is "Dispatcher" or "Control" or "SynchronizationContext" or "ISynchronizeInvoke" or "DispatcherObject")
            return DelegateFate.RunsElsewhereAndIsAwaited;
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        if (space == "System.Linq" || space.StartsWith("System.Collections", System.StringComparison.Ordinal)) return DelegateFate.RunsNow;
        return (space, type.Name) switch
        {
            ("System.Threading.Tasks", "Parallel") => DelegateFate.RunsElsewhereAndIsAwaited,
            ("System.Threading", "LazyInitializer" or "ExecutionContext") => DelegateFate.RunsNow,
            ("System", "Array" or "String" or "MemoryExtensions") => DelegateFate.RunsNow,
            _ => DelegateFate.Deferred,
        };
    }

    /// <summary>Whether the call starts work that the result stands for: a task, a thread, a timer, a registration.</summary>
    public static bool StartsWork(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "Task" or "TaskFactory" => method.Name is "Run" or "StartNew" or "ContinueWith" or ".ctor",
        "Thread" => method.MethodKind == MethodKind.Constructor,
        "Timer" => method.MethodKind == MethodKind.Constructor,
        "CancellationToken" => method.Name is "Register" or "UnsafeRegister",
        _ => false,
    };

    /// <summary>A wait handle whose <c>Set</c> ends the wait.</summary>
    public static bool IsSignal(ITypeSymbol? type) =>
        type is not null && LockPrimitives.IsThreading(type.ContainingNamespace)
        && type.Name is "ManualResetEvent" or "ManualResetEventSlim" or "AutoResetEvent" or "EventWaitHandle" or "CountdownEvent" or "Barrier" or "WaitHandle";

    public static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks" } };

    public static bool IsTaskAwaiter(ITypeSymbol? type) =>
        type is { Name: "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter" };

    public static bool IsLazy(ITypeSymbol? type) =>
        type is { Name: "Lazy", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsCompletionSource(ITypeSymbol? type) => type is { Name: "TaskCompletionSource", ContainingNamespace: { Name: "Tasks" } };

    public static bool IsRegistration(ITypeSymbol? type) =>
        type is { Name: "CancellationTokenRegistration" } || type is INamedTypeSymbol { Name: "Nullable", TypeArguments.Length: 1 } nullable && IsRegistration(nullable.TypeArguments[0]);
}
