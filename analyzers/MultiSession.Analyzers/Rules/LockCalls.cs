using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>Recognises the calls that take and free a lock of the framework by hand.</summary>
internal static class LockCalls
{
    public static LockCall? Recognise(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if ((call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Unwrap() is not { } lockObject) return null;
        if (Classify(method, lockObject.Type) is not var (action, mode)) return null;
        if (method.Name == "EnterScope")
            return ScopeLocal(call) is { } scope ? new LockCall(action, new LockKey(mode, new SymbolKey(scope), scope.Name), call) : null;

        // A wait with a time limit, or a ref bool, tells whether it took the lock.
        if (action == LockAction.Acquire && (ReturnsBool(method) || method.Parameters.Any(parameter => parameter.RefKind == RefKind.Ref))) action = LockAction.TryAcquire;
        return new LockCall(action, new LockKey(mode, new SymbolKey(RootOf(lockObject)), PathOf(lockObject)), call);
    }

    /// <summary>What the call does, and to which lock type in which mode; null when it is none of a lock of the framework.</summary>
    private static (LockAction Action, string Mode)? Classify(IMethodSymbol method, ITypeSymbol? lockType)
    {
        // The names come first: almost every call of a program ends here.
        if (method.Name is not ("Enter" or "TryEnter" or "Exit" or "EnterScope" or "Dispose" or "Wait" or "WaitAsync" or "WaitOne" or "Release" or "ReleaseMutex"
            or "EnterReadLock" or "EnterWriteLock" or "EnterUpgradeableReadLock" or "TryEnterReadLock" or "TryEnterWriteLock" or "TryEnterUpgradeableReadLock"
            or "ExitReadLock" or "ExitWriteLock" or "ExitUpgradeableReadLock"
            or "AcquireReaderLock" or "AcquireWriterLock" or "ReleaseReaderLock" or "ReleaseWriterLock")) return null;
        var type = method.ContainingType;
        if (type is { Name: "Scope", ContainingType: { Name: "Lock" } outer } && IsThreading(outer)) return (LockAction.Release, "Lock.Scope");
        if (!IsThreading(type)) return null;
        return (type.Name, method.Name) switch
        {
            ("Monitor" or "Lock" or "SpinLock", "Enter") => (LockAction.Acquire, type.Name),
            ("Monitor" or "Lock" or "SpinLock", "TryEnter") => (LockAction.TryAcquire, type.Name),
            ("Monitor" or "Lock" or "SpinLock", "Exit") => (LockAction.Release, type.Name),
            ("Lock", "EnterScope") => (LockAction.Acquire, "Lock.Scope"),
            ("SemaphoreSlim", "Wait" or "WaitAsync") => (LockAction.Acquire, type.Name),
            ("SemaphoreSlim" or "Semaphore", "Release") => (LockAction.Release, type.Name),
            ("Mutex", "ReleaseMutex") => (LockAction.Release, type.Name),
            ("WaitHandle", "WaitOne") when lockType?.Name is "Mutex" or "Semaphore" => (LockAction.Acquire, lockType.Name),
            ("ReaderWriterLockSlim" or "ReaderWriterLock", var name) when name is not ("Enter" or "Exit" or "Dispose") =>
                (ReaderWriterAction(name), $"{type.Name}.{ReaderWriterMode(name)}"),
            _ => null,
        };
    }

    private static LockAction ReaderWriterAction(string method) => method switch
    {
        _ when method.StartsWith("TryEnter", StringComparison.Ordinal) => LockAction.TryAcquire,
        _ when method.StartsWith("Enter", StringComparison.Ordinal) || method.StartsWith("Acquire", StringComparison.Ordinal) => LockAction.Acquire,
        _ => LockAction.Release,
    };

    private static string ReaderWriterMode(string method) =>
        method.IndexOf("Upgradeable", StringComparison.Ordinal) >= 0 ? "Upgradeable"
        : method.IndexOf("Writ", StringComparison.Ordinal) >= 0 ? "Write" : "Read";

    private static bool IsThreading(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool ReturnsBool(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Boolean ||
        method.ReturnType is INamedTypeSymbol { Name: "Task", TypeArguments: { Length: 1 } result } && result[0].SpecialType == SpecialType.System_Boolean;

    private static ILocalSymbol? ScopeLocal(IInvocationOperation enterScope) => enterScope.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
        _ => null,
    };

    private static ISymbol? RootOf(IOperation lockObject)
    {
        var root = lockObject.ReferencedSymbol();
        while (lockObject is IMemberReferenceOperation { Instance: { } instance } && instance.Unwrap() is not IInstanceReferenceOperation)
        {
            lockObject = instance.Unwrap();
            root = lockObject.ReferencedSymbol() ?? root;
        }

        return root ?? (lockObject as ITypeOfOperation)?.TypeOperand ?? lockObject.Type;
    }

    private static string PathOf(IOperation lockObject)
    {
        var text = lockObject.Syntax.ToString();
        return text.StartsWith("this.", StringComparison.Ordinal) ? text.Substring("this.".Length) : text;
    }
}
