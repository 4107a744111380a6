using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The lock that the run time holds around a type's static initialization: whoever touches the type first runs it, everybody else waits.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitField(IFieldReferenceOperation reference)
    {
        Visit(reference.Instance);
        if (reference.Field is { IsStatic: true, IsConst: false, ContainingType: var type }) Touch(type, reference.Syntax, isField: true);
    }

    /// <summary>A use of a static member, or a new object: the first one runs the static constructor. Initializers alone need not run before the first use of a field.</summary>
    private void Touch(INamedTypeSymbol type, SyntaxNode at, bool isField = false)
    {
        if (_facts.Lookups.StaticInitialization.Of(type) is not { } constructor || constructor.IsImplicitlyDeclared && !isField || IsInside(constructor)) return;
        AddCall(new CallSite(at) { Target = constructor, Receiver = Owner.Static, IsAwaited = true });
    }

    /// <summary>Whether the type was touched before this body could run; work that its static constructor starts runs earlier.</summary>
    private bool IsInside(IMethodSymbol constructor)
    {
        if (!SymbolEqualityComparer.Default.Equals(_body.ContainingType?.OriginalDefinition, constructor.ContainingType)) return false;
        var outermost = _body;
        while (outermost is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }) outermost = outermost.ContainingSymbol;
        return constructor.IsImplicitlyDeclared
            ? outermost is { IsStatic: true } and (IFieldSymbol or IPropertySymbol)
            : SymbolEqualityComparer.Default.Equals(outermost, _body) || outermost is not IMethodSymbol { MethodKind: MethodKind.StaticConstructor };
    }

    /// <summary>The lock around a static constructor and the static initializers before it.</summary>
    private LockRef? InitializationLock() =>
        _body is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or { IsStatic: true } and (IFieldSymbol or IPropertySymbol) && _facts.Lookups.StaticInitialization.Of(_body.ContainingType) is { } constructor
            ? new(LockRefKind.Member, constructor, Owner.Static, LockFlavor.Lazy)
            : null;
}
