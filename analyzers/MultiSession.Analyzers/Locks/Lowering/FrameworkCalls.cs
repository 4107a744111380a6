using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

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
    /// <summary>Whether a method reads or writes the variable that it is handed in one step.</summary>
    public static bool IsAtomic(IMethodSymbol method) => method.ContainingType is { Name: "Interlocked" or "Volatile", IsInSource: false };

    public static DelegateFate FateOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type is null) return DelegateFate.Deferred;
        if (method.Name is "Invoke" or "Send" && type.Name is "Dispatcher" or "Control" or "SynchronizationContext" or "ISynchronizeInvoke" or "DispatcherObject")
            return DelegateFate.RunsElsewhereAndIsAwaited;
        var space = type.ContainingNamespace;
        return SystemNamespaceOf(space) switch
        {
            "Collections" => DelegateFate.RunsNow,
            "Linq" when space.Name == "Linq" => type.Name == "ParallelEnumerable" ? DelegateFate.RunsElsewhereAndIsAwaited : DelegateFate.RunsNow,
            "Threading" => type.Name switch
            {
                "Parallel" => DelegateFate.RunsElsewhereAndIsAwaited,
                "LazyInitializer" or "ExecutionContext" => DelegateFate.RunsNow,
                _ => DelegateFate.Deferred,
            },
            "System" when type.Name is "Array" or "String" or "MemoryExtensions" => DelegateFate.RunsNow,
            _ => DelegateFate.Deferred,
        };
    }

    /// <summary>The <c>X</c> of <c>System.X.Y.Z</c>.</summary>
    private static string? SystemNamespaceOf(INamespaceSymbol? space)
    {
        for (; space is { ContainingNamespace: { } outer }; space = outer)
        {
            if (outer.IsGlobalNamespace) return space.Name == "System" ? space.Name : null;
            if (outer is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }) return space.Name;
        }

        return null;
    }

    /// <summary>Whether the call blocks until the task that it is called on, or given, is done.</summary>
    public static bool BlocksOn(IMethodSymbol method) =>
        method.Name == "GetResult" && IsTaskAwaiter(method.ContainingType) || method.Name is "Wait" or "WaitAll" && IsTask(method.ContainingType);

    /// <summary>Whether the call is done when all of its arguments are.</summary>
    public static bool JoinsTasks(IMethodSymbol method) => method.Name is "WhenAll" or "WaitAll" && IsTask(method.ContainingType);

    /// <summary>Whether waiting for, or walking through, the result is doing so with what the method is called on.</summary>
    public static bool StandsForFirst(IMethodSymbol method) =>
        method.Name == "WaitAsync" && IsTask(method.ContainingType)
        || method is { IsExtensionMethod: true, ReturnType.Name: "IEnumerable", ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } };

    /// <summary>Whether the call starts work that the result stands for: a task, a thread, a timer, a registration.</summary>
    public static bool StartsWork(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "Task" or "TaskFactory" => method.Name is "Run" or "StartNew" or "ContinueWith" or ".ctor",
        "Thread" => method.MethodKind == MethodKind.Constructor,
        "Timer" => method.MethodKind == MethodKind.Constructor,
        _ => IsWorkingBlock(method.ContainingType) ? method.MethodKind == MethodKind.Constructor : Registers(method),
    };

    /// <summary>Whether disposing the result waits for the callback, if it is running.</summary>
    public static bool Registers(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "CancellationToken" => method.Name is "Register" or "UnsafeRegister",
        "IChangeToken" => method.Name == "RegisterChangeCallback",
        _ => false,
    };

    /// <summary>Whether an object of the type stands for work that was started, or will be.</summary>
    public static bool StandsForWork(ITypeSymbol type) => IsTask(type) || IsLazy(type) || IsRegistration(type) || IsWorkingBlock(type) || type is { Name: "Thread" or "Timer" };

    /// <summary>A dataflow block that runs a delegate for each item, until its <c>Completion</c>.</summary>
    private static bool IsWorkingBlock(ITypeSymbol? type) => type is { Name: "ActionBlock" or "TransformBlock" or "TransformManyBlock", ContainingNamespace.Name: "Dataflow" };

    /// <summary>A wait handle whose <c>Set</c> ends the wait.</summary>
    public static bool IsSignal(ITypeSymbol? type) =>
        type is not null && LockPrimitives.IsThreading(type.ContainingNamespace)
        && type.Name is "ManualResetEvent" or "ManualResetEventSlim" or "AutoResetEvent" or "EventWaitHandle" or "CountdownEvent" or "Barrier" or "WaitHandle";

    public static bool IsTask(ITypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks" } };

    public static bool IsAsyncSequence(ITypeSymbol? type) => type is { Name: "IAsyncEnumerable" or "IAsyncEnumerator" };

    public static bool IsTaskAwaiter(ITypeSymbol? type) =>
        type is { Name: "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter" };

    public static bool IsLazy(ITypeSymbol? type) =>
        type is { Name: "Lazy", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsCompletionSource(ITypeSymbol? type) => type is { Name: "TaskCompletionSource", ContainingNamespace: { Name: "Tasks" } };

    /// <summary>Whether a variable of a type holds a completion source, be it one of a library, or a collection of them.</summary>
    public static bool CarriesCompletions(ITypeSymbol? type) => type switch
    {
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr } => false,
        IArrayTypeSymbol array => CarriesCompletions(array.ElementType),
        INamedTypeSymbol named => !named.IsInSource && named.Name.EndsWith("TaskCompletionSource", System.StringComparison.Ordinal)
            || named.Arity > 0 && (named.IsTupleType || !named.IsInSource && named.TypeKind != TypeKind.Delegate) && named.TypeArguments.Any(CarriesCompletions),
        _ => false,
    };

    public static bool IsRegistration(ITypeSymbol? type) =>
        type is { Name: "CancellationTokenRegistration" } || type is INamedTypeSymbol { Name: "Nullable", TypeArguments.Length: 1 } nullable && IsRegistration(nullable.TypeArguments[0]);
}
