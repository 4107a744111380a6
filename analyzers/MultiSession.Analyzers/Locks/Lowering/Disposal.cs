using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The framework's pattern of disposal: <c>Dispose()</c> of a base class runs the <c>Dispose(bool)</c> that others override.</summary>
internal static class Disposal
{
    /// <summary>What <c>Dispose(bool)</c> is told by <c>Dispose()</c>.</summary>
    public static Argument IsDisposing { get; } = new(Parameter: null, HasConstant: true, Constant: true, Type: null, IsCreated: false, IsThis: false);

    /// <summary>The <c>Dispose(bool)</c> that a framework class runs for its own <c>Dispose()</c>, or a stream for its <c>Close()</c>; nothing of other methods.</summary>
    public static IMethodSymbol? CoreOf(IMethodSymbol method)
    {
        if (method is not { Name: "Dispose" or "Close", Parameters.IsEmpty: true, ContainingType: { TypeKind: TypeKind.Class } type, IsInSource: false }
            || method.Name == "Close" && type.ContainingNamespace?.Name != "IO") return null;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(static member => member is { IsVirtual: true, Parameters: [{ Type.SpecialType: SpecialType.System_Boolean }] }) is { } core)
                return core.OriginalDefinition;
        }

        return null;
    }
}
