using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The lock that the run time holds around a static constructor: whoever touches the type first runs it, everybody else waits.</summary>
internal sealed partial class BodyLowerer
{
    private void VisitField(IFieldReferenceOperation reference)
    {
        Visit(reference.Instance);
        if (reference.Field is { IsStatic: true, IsConst: false, ContainingType: var type }) Touch(type, reference.Syntax);
    }

    /// <summary>A use of a static member, or a new object: the first one runs the static constructor.</summary>
    private void Touch(INamedTypeSymbol type, SyntaxNode at)
    {
        if (!type.IsInSource || IsInside(type.OriginalDefinition) || StaticConstructorOf(type.OriginalDefinition) is not { } constructor) return;
        AddCall(new CallSite(at) { Target = constructor, Receiver = Owner.Static, IsAwaited = true });
    }

    /// <summary>Whether the type was touched before this body could run; work that its static constructor starts runs earlier.</summary>
    private bool IsInside(INamedTypeSymbol type)
    {
        if (!SymbolEqualityComparer.Default.Equals(_body.ContainingType?.OriginalDefinition, type)) return false;
        for (var outer = _body; outer is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }; outer = outer.ContainingSymbol)
        {
            if (outer.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.StaticConstructor }) return false;
        }

        return true;
    }

    /// <summary>A type's static constructor, if the source writes one: only then its moment is certain.</summary>
    private static IMethodSymbol? StaticConstructorOf(INamedTypeSymbol type) =>
        type.GetMembers(WellKnownMemberNames.StaticConstructorName) is [IMethodSymbol { IsImplicitlyDeclared: false } constructor] ? constructor : null;

    /// <summary>The lock around a static constructor and the static initializers before it.</summary>
    private LockRef? InitializationLock()
    {
        var constructor = _body switch
        {
            IMethodSymbol { MethodKind: MethodKind.StaticConstructor } method => method,
            IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } => StaticConstructorOf(_body.ContainingType),
            _ => null,
        };
        return constructor is null ? null : new(LockRefKind.Member, constructor, Owner.Static, LockFlavor.Lazy);
    }
}
