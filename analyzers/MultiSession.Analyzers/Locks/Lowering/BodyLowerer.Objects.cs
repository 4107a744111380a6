using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Objects behind framework interfaces and classes, such as a queue of <c>IDisposable</c> or a <c>Stream</c>: followed to what is really put there.</summary>
internal sealed partial class BodyLowerer
{
    private void AddFrameworkInterfaceCall(IOperation? instance, IMethodSymbol method, SyntaxNode syntax)
    {
        var run = Disposal.CoreOf(method) ?? method;
        if (!IsLeftToOthers(run) || IsBase(instance)) return;
        // Of a type of the source it is known who implements the interface; of another, only what the source stores there.
        var type = LockExpressions.Unwrap(instance)?.Type as INamedTypeSymbol;
        var storage = IsSourceType(type) ? null : ObjectSource(instance);
        if (storage is null && !IsSourceType(type)) return;
        AddCall(new CallSite(syntax)
        {
            Target = run.OriginalDefinition,
            IsVirtual = true,
            ReceiverType = storage is null ? type : run.ContainingType,
            ReceiverStorage = storage,
            ReceiverSource = storage is null ? TypeSourceOf(instance) : null,
            Receiver = _expressions.ReadOwner(instance),
            Arguments = SymbolEqualityComparer.Default.Equals(run, method) ? default : [Disposal.IsDisposing],
            IsAwaited = true,
        });
    }

    /// <summary>Whether a member of the framework is there for others to write: an interface's, or one that a class may override.</summary>
    private static bool IsLeftToOthers(IMethodSymbol method) => method.ContainingType switch
    {
        { TypeKind: TypeKind.Interface } => method.IsAbstract,
        { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } => IsDispatched(method),
        _ => false,
    };

    private void NoteObject(ISymbol target, IOperation value)
    {
        var unwrapped = LockExpressions.Unwrap(value);
        if (unwrapped?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsInSource: true } type) _facts.ObjectFlows.Add((target, type.OriginalDefinition, null));
        else if (ObjectSource(unwrapped) is { } source) _facts.ObjectFlows.Add((target, null, source));
    }

    /// <summary>The variable, collection or method of the source that an object comes from.</summary>
    private ISymbol? ObjectSource(IOperation? value)
    {
        value = LockExpressions.Unwrap(value);
        return value switch
        {
            IInvocationOperation { TargetMethod: { IsInSource: true } method } => method.OriginalDefinition,
            IPropertyReferenceOperation { Property: { Name: "Result", ContainingType: var type }, Instance: { } task } when FrameworkCalls.IsTask(type) => ObjectSource(task),
            _ => ItemSource(value),
        };
    }

    /// <summary>The type of what a method hands over: of a task, its result.</summary>
    private static ITypeSymbol HandedOver(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } task && FrameworkCalls.IsTask(task) ? result : method.ReturnType;

    /// <summary>Whether a variable of a framework's type may hold an object of a class of the source.</summary>
    private static bool MayHoldSource(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Interface, IsInSource: false } => true,
        INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None, IsSealed: false, IsStatic: false, IsGenericType: false, IsInSource: false } => true,
        _ => false,
    };
}
