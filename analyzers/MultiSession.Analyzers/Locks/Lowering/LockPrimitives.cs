using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

internal enum PrimitiveKind
{
    None,
    Acquire,
    Release,
    ConditionWait,
    ConditionPulse,
}

/// <summary>What a framework (or library) method does to a lock.</summary>
internal readonly struct Primitive(PrimitiveKind kind, LockFlavor flavor, LockMode mode = LockMode.Exclusive, bool isTry = false)
{
    public PrimitiveKind Kind { get; } = kind;

    public LockFlavor Flavor { get; } = flavor;

    public LockMode Mode { get; } = mode;

    /// <summary>Whether it may come back without the lock.</summary>
    public bool IsTry { get; } = isTry;
}

/// <summary>Knows the locks of the framework, and libraries' asynchronous locks by their shape.</summary>
internal static class LockPrimitives
{
    /// <summary>The namespace of the one well-known asynchronous lock that lets its holder in again.</summary>
    public const string ReentrantLockLibrary = "NeoSmart.AsyncLock";

    /// <summary>What a call does to a lock; a try that waits for ever is no try.</summary>
    public static Primitive Recognize(IInvocationOperation invocation)
    {
        // WaitOne belongs to WaitHandle: what is waited for decides.
        var type = LockExpressions.Unwrap(invocation.Instance)?.Type ?? invocation.TargetMethod.ContainingType;
        var primitive = Recognize(invocation.TargetMethod, type);
        return primitive.IsTry && invocation.Arguments.Any(static argument => IsInfinite(argument.Value)) ? new(primitive.Kind, primitive.Flavor, primitive.Mode) : primitive;
    }

    private static Primitive Recognize(IMethodSymbol method, ITypeSymbol? type)
    {
        if (type is null) return default;
        if (IsThreading(type.ContainingNamespace))
        {
            return type.Name switch
            {
                "Monitor" => Monitor(method),
                "Lock" => method.Name switch
                {
                    "Enter" or "EnterScope" => new(PrimitiveKind.Acquire, LockFlavor.Monitor),
                    "TryEnter" => new(PrimitiveKind.Acquire, LockFlavor.Monitor, isTry: true),
                    "Exit" => new(PrimitiveKind.Release, LockFlavor.Monitor),
                    _ => default,
                },
                "SemaphoreSlim" or "Semaphore" => WaitAndRelease(method, LockFlavor.Semaphore, "Release"),
                "Mutex" => WaitAndRelease(method, LockFlavor.Mutex, "ReleaseMutex"),
                "SpinLock" => method.Name switch
                {
                    "Enter" => new(PrimitiveKind.Acquire, LockFlavor.SpinLock),
                    "TryEnter" => new(PrimitiveKind.Acquire, LockFlavor.SpinLock, isTry: true),
                    "Exit" => new(PrimitiveKind.Release, LockFlavor.SpinLock),
                    _ => default,
                },
                "ReaderWriterLockSlim" => ReaderWriterSlim(method),
                "ReaderWriterLock" => ReaderWriter(method),
                _ => default,
            };
        }

        return Paired(method, type);
    }

    /// <summary>A library's lock that is freed by a method of its own, and not by disposing what taking it returns.</summary>
    private static Primitive Paired(IMethodSymbol method, ITypeSymbol type)
    {
        if (!IsRelease(method.Name) && !HasLockName(method.Name) || !HasLockTypeName(type.Name) || MayCount(type.Name) || type.IsInSource && !QueuesWaiters(type)) return default;
        var flavor = FlavorOf(type, method.Name);
        if (IsRelease(method.Name)) return type.GetMembers().Any(static other => HasLockName(other.Name)) ? new(PrimitiveKind.Release, flavor) : default;
        if (ReturnsDisposable(method.ReturnType) || method.Parameters.Any(IsKey) || !type.GetMembers().Any(static other => IsRelease(other.Name))) return default;
        return new(PrimitiveKind.Acquire, flavor, ModeByName(method.Name), isTry: HasTimeout(method));
    }

    /// <summary>A <c>Lock…</c>, <c>Wait…</c> or <c>Enter…</c> method of a lock type that returns something to dispose.</summary>
    /// <remarks>In the source only asynchronous locks count, for they are queues inside; other wrappers are read as they are.</remarks>
    public static bool HasLockShape(IMethodSymbol method) =>
        HasLockName(method.Name)
        && method.ContainingType is { } type && (HasLockTypeName(type.Name) || method.IsExtensionMethod)
        && (!method.IsInSource || !method.IsStatic && (type.Name.StartsWith("Async", StringComparison.Ordinal) || QueuesWaiters(type)))
        && ReturnsDisposable(method.ReturnType) && !method.Parameters.Any(IsKey);

    /// <summary>A method such as <c>Task&lt;IDisposable&gt; WriteLock()</c> of an object of the source that queues up who waits: the object is its own lock, whatever its class is called.</summary>
    public static bool IsHandMade(IMethodSymbol method) =>
        (HasLockName(method.Name) || method.Name.EndsWith("Lock", StringComparison.Ordinal) && !method.Name.StartsWith("Try", StringComparison.Ordinal)) && method.Name.IndexOf("Lock", StringComparison.Ordinal) >= 0
        && method is { IsInSource: true, IsStatic: false, ReturnType: INamedTypeSymbol { IsInSource: false, TypeArguments: [INamedTypeSymbol token] }, ContainingType: { } type }
        && IsDisposable(token) && !method.Parameters.Any(IsKey) && !MayCount(type.Name) && QueuesWaiters(type) && !KeepsOwner(type);

    /// <summary>Whether objects of the source keep completion sources, so that what waits for one of them does so in a way of their own.</summary>
    public static bool QueuesWaiters(ITypeSymbol? type)
    {
        for (; type is { IsInSource: true }; type = type.BaseType)
        {
            if (type.GetMembers().Any(static member => member is IFieldSymbol { Type: var kept } && FrameworkCalls.CarriesCompletions(kept))) return true;
        }

        return false;
    }

    /// <summary>Whoever gives a key takes one lock of many, and which one does not show.</summary>
    private static bool IsKey(IParameterSymbol parameter) =>
        !parameter.IsOptional && !(parameter.ContainingSymbol is IMethodSymbol { IsExtensionMethod: true } && parameter.Ordinal == 0) && !IsLimit(parameter.OriginalDefinition.Type);

    /// <summary>Whether a value says how long to wait, and not for what.</summary>
    public static bool IsLimit(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum } or { Name: "CancellationToken" or "TimeSpan" };

    /// <summary>Asynchronous locks have no owner and cannot be re-entered, unless they keep one; of others that is not known.</summary>
    public static LockFlavor FlavorOf(ITypeSymbol? type, string methodName) =>
        (methodName.EndsWith("Async", StringComparison.Ordinal) || type is not null && CanBeAwaited(type)) && !KeepsOwner(type) ? LockFlavor.Async : LockFlavor.Monitor;

    /// <summary>Whether a lock can be awaited, so that no thread owns it, however it is taken.</summary>
    private static bool CanBeAwaited(ITypeSymbol type) =>
        type.Name.IndexOf("Async", StringComparison.Ordinal) >= 0
        || type.GetMembers().Any(static member => member.Name.EndsWith("Async", StringComparison.Ordinal) && HasLockName(member.Name));

    /// <summary>Whether an asynchronous lock knows its holder again: by its name, by an <c>AsyncLocal</c> of its own, or as a known library's.</summary>
    private static bool KeepsOwner(ITypeSymbol? type) =>
        type is not null
        && (type.Name.StartsWith("Reentrant", StringComparison.Ordinal) || type.Name.StartsWith("AsyncReentrant", StringComparison.Ordinal)
            || type.ContainingNamespace?.ToDisplayString() == ReentrantLockLibrary
            || type.GetMembers().Any(static member => member is IFieldSymbol { Type.Name: "AsyncLocal" }));

    /// <summary>Whether a method's name says that it takes a lock.</summary>
    public static bool HasLockName(string name) =>
        name.StartsWith("Lock", StringComparison.Ordinal) || name.StartsWith("Wait", StringComparison.Ordinal)
        || name.StartsWith("Enter", StringComparison.Ordinal) || name.StartsWith("Acquire", StringComparison.Ordinal)
        || name is "ReaderLock" or "WriterLock" or "UpgradeableReaderLock" or "ReaderLockAsync" or "WriterLockAsync" or "UpgradeableReaderLockAsync"
            or "ForReading" or "ForWriting" or "ForReadingUpgradeable"
            or "ReadLock" or "WriteLock" or "UpgradeableReadLock" or "ReadLockAsync" or "WriteLockAsync" or "UpgradeableReadLockAsync";

    /// <summary>Whether a method's name says that it frees a lock.</summary>
    public static bool IsRelease(string name) => name is "Release" or "ReleaseLock" or "Exit" or "Leave" or "Unlock";

    /// <summary>Whether a lock of the type may let in several at once: it is none then.</summary>
    public static bool MayCount(string typeName) => typeName.IndexOf("Semaphore", StringComparison.Ordinal) >= 0;

    public static LockMode ModeByName(string name) =>
        name.IndexOf("Upgrad", StringComparison.Ordinal) >= 0 ? LockMode.Upgradeable
        : name.IndexOf("Read", StringComparison.Ordinal) >= 0 ? LockMode.Read
        : LockMode.Exclusive;

    public static bool HasLockTypeName(string name) =>
        name.EndsWith("Lock", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Locker", StringComparison.Ordinal)
        || name.EndsWith("Semaphore", StringComparison.Ordinal) || name.EndsWith("Mutex", StringComparison.Ordinal);

    /// <summary>Whether a value of the type can be a lock that someone passes around.</summary>
    public static bool CanCarryLock(ITypeSymbol? type) =>
        type is not null
        && (type.SpecialType == SpecialType.System_Object
            || IsThreading(type.ContainingNamespace)
                && type.Name is "Lock" or "SemaphoreSlim" or "Semaphore" or "Mutex" or "SpinLock" or "ReaderWriterLockSlim" or "ReaderWriterLock");

    public static bool IsThreading(INamespaceSymbol? space) =>
        space is { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static Primitive Monitor(IMethodSymbol method) => method.Name switch
    {
        "Enter" => new(PrimitiveKind.Acquire, LockFlavor.Monitor),
        "TryEnter" => new(PrimitiveKind.Acquire, LockFlavor.Monitor, isTry: true),
        "Exit" => new(PrimitiveKind.Release, LockFlavor.Monitor),
        "Wait" => new(PrimitiveKind.ConditionWait, LockFlavor.Monitor, isTry: method.Parameters.Length > 1),
        "Pulse" or "PulseAll" => new(PrimitiveKind.ConditionPulse, LockFlavor.Monitor),
        _ => default,
    };

    private static Primitive WaitAndRelease(IMethodSymbol method, LockFlavor flavor, string release) => method.Name switch
    {
        "Wait" or "WaitAsync" or "WaitOne" => new(PrimitiveKind.Acquire, flavor, isTry: HasTimeout(method)),
        _ when method.Name == release => new(PrimitiveKind.Release, flavor),
        _ => default,
    };

    private static Primitive ReaderWriterSlim(IMethodSymbol method) => method.Name switch
    {
        "EnterReadLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriterSlim, LockMode.Read),
        "EnterUpgradeableReadLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriterSlim, LockMode.Upgradeable),
        "EnterWriteLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriterSlim),
        "TryEnterReadLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriterSlim, LockMode.Read, isTry: true),
        "TryEnterUpgradeableReadLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriterSlim, LockMode.Upgradeable, isTry: true),
        "TryEnterWriteLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriterSlim, isTry: true),
        "ExitReadLock" => new(PrimitiveKind.Release, LockFlavor.ReaderWriterSlim, LockMode.Read),
        "ExitUpgradeableReadLock" => new(PrimitiveKind.Release, LockFlavor.ReaderWriterSlim, LockMode.Upgradeable),
        "ExitWriteLock" => new(PrimitiveKind.Release, LockFlavor.ReaderWriterSlim),
        _ => default,
    };

    private static Primitive ReaderWriter(IMethodSymbol method) => method.Name switch
    {
        "AcquireReaderLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriter, LockMode.Read),
        "AcquireWriterLock" or "UpgradeToWriterLock" => new(PrimitiveKind.Acquire, LockFlavor.ReaderWriter),
        "ReleaseReaderLock" => new(PrimitiveKind.Release, LockFlavor.ReaderWriter, LockMode.Read),
        "ReleaseWriterLock" or "DowngradeFromWriterLock" or "ReleaseLock" => new(PrimitiveKind.Release, LockFlavor.ReaderWriter),
        _ => default,
    };

    /// <summary>Whether a time limit is none.</summary>
    public static bool IsInfinite(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: -1 } || value is IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" } };

    /// <summary>Whether a call comes back after a time, whatever happens.</summary>
    public static bool GivesUp(IInvocationOperation call) => HasTimeout(call.TargetMethod) && !call.Arguments.Any(static argument => IsInfinite(argument.Value));

    private static bool HasTimeout(IMethodSymbol method) =>
        method.Parameters.Any(static parameter => IsTimeLimit(parameter.Type));

    /// <summary>Whether a value says for how long to wait at most.</summary>
    public static bool IsTimeLimit(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" };

    /// <summary>Whether a lock's method is told something that it need not be told, such as who holds the lock already: it may let him in.</summary>
    public static bool IsToldHolder(IInvocationOperation taking) => taking.Arguments.Any(static argument =>
        argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { IsOptional: true, Type: { SpecialType: not SpecialType.System_String } type } } && !IsLimit(type));

    private static bool ReturnsDisposable(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return false;
        if (IsDisposable(named)) return true;
        return named.TypeArguments.Length == 1 && named.TypeArguments[0] is INamedTypeSymbol result && IsDisposable(result)
            || named.Name.IndexOf("Awaitable", StringComparison.Ordinal) >= 0;
    }

    private static bool IsDisposable(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_IDisposable
        || type.Name is "IAsyncDisposable"
        || type.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_IDisposable || face.Name == "IAsyncDisposable")
            && type.Name is not "Task";
}
