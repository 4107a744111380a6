using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>What <c>using</c> and <c>foreach</c> dispose at their end.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>Adds a block whose resources, already lowered like the block, are disposed at its end.</summary>
    private void AddUsing(IOperation resources, Node opening, Node body, bool isAsync)
    {
        var start = _nodes.Count;
        AddDisposes(resources, isAsync ? "DisposeAsync" : "Dispose");
        _nodes.Add(new Scope(opening, body, Close(start)));
    }

    private void AddDisposes(IOperation resources, string name)
    {
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            AddDispose(resources, name);
            return;
        }

        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (declarator.GetVariableInitializer()?.Value is { } resource) AddDispose(resource, name);
            }
        }
    }

    /// <summary>The implicit <c>Dispose</c> at the end of a using or foreach.</summary>
    private void AddDispose(IOperation resource, string name)
    {
        resource = Disposed(resource);
        if (resource.Type is not INamedTypeSymbol type) return;
        if (FrameworkCalls.IsRegistration(type)) AddCallbackWait(resource, resource.Syntax);
        else if (DisposeOf(type, name) is not { } dispose) return;
        else if (!dispose.IsInSource) AddFrameworkInterfaceCall(resource, dispose, resource.Syntax);
        else
            AddCall(new CallSite(resource.Syntax)
            {
                Target = dispose.OriginalDefinition,
                IsVirtual = IsDispatched(dispose),
                ReceiverType = type,
                Receiver = _expressions.ReadOwner(resource),
                IsAwaited = true,
            });
    }

    /// <summary>The object itself, not what it is converted to or how it is awaited.</summary>
    private static IOperation Disposed(IOperation resource) => resource switch
    {
        IConversionOperation { OperatorMethod: null, Operand: { Type: not null } operand } => Disposed(operand),
        IInvocationOperation { TargetMethod: { Name: "ConfigureAwait", IsInSource: false }, Arguments: [{ Value: var configured }, ..] } => Disposed(configured),
        _ => resource,
    };

    /// <summary>The method that disposes an object of a type: its own, or the one of the interface that it has from the framework.</summary>
    private static IMethodSymbol? DisposeOf(ITypeSymbol? type, string name = "Dispose")
    {
        if (type is null) return null;
        if (MethodsOf(type, name).FirstOrDefault(static member => member.Parameters.IsEmpty) is { } dispose) return dispose;
        var faces = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Add((INamedTypeSymbol)type) : type.IsInSource ? type.AllInterfaces : [];
        return faces.FirstOrDefault(face => face.Name == "I" + (name == "Dispose" ? "Disposable" : "AsyncDisposable"))?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();
    }
}
