using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Who may run a body beside the calls that stand in the source.</summary>
internal sealed class Entrances(LockProgram program)
{
    /// <summary>What so many calls do under one lock is done under it by custom, even where everybody might call.</summary>
    private const int MinCustomaryCalls = 3;

    private readonly bool[] _isTest = [.. program.Bodies.Select(body => program.Facts.IsWhole && TestDoubles.IsTest(body.ContainingType))];

    public bool IsTest(Body body) => _isTest[body.Index];

    public EntranceKind KindOf(Body body)
    {
        var kind = AskOf(body);
        return kind != EntranceKind.None && IsTest(body) ? EntranceKind.Test : kind;
    }

    private EntranceKind AskOf(Body body)
    {
        if (body.Symbol is not IMethodSymbol method) return EntranceKind.Certain;
        if (!method.IsStatic && program.IsNeverMade(body.ContainingType)) return EntranceKind.None;
        if (program.Facts.IsWhole && (program.Facts.LibraryTargets.Contains(method) || program.Facts.EscapingTargets.Contains(method) && !IsRunAsDelegate(body))) return EntranceKind.Certain;
        // Of a type alone it is not known what callers elsewhere hold: only what everybody may call has none.
        var hasCallers = !program.Facts.IsWhole || program.CallersOf(body).Count > 0;
        switch (method.MethodKind)
        {
            case MethodKind.AnonymousFunction or MethodKind.LocalFunction:
                return hasCallers ? EntranceKind.None : EntranceKind.Certain;
            case MethodKind.Constructor:
                return program.IsLeftOver(body) ? EntranceKind.None : EntranceKind.Certain;
            case MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove:
                break;
            default:
                return EntranceKind.Certain;
        }

        var isMain = method.Name is "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName;
        var kind = method.DeclaredAccessibility switch
        {
            Accessibility.Private when isMain || !hasCallers && method.ExplicitInterfaceImplementations.Length > 0 => EntranceKind.Certain,
            Accessibility.Public when !hasCallers => IsUnknownOutside(method) ? EntranceKind.None : EntranceKind.Certain,
            Accessibility.Public when method.ContainingType.IsVisibleOutside => IsCustomary(body) ? EntranceKind.Customary : EntranceKind.Certain,
            _ => EntranceKind.None,
        };
        // Attributes may have to be bound first: they are asked last.
        return kind == EntranceKind.Certain || ImplementsOutsideContract(method) || method.GetAttributes().Any(MayNameCallers) ? EntranceKind.Certain : kind;
    }

    private bool IsCustomary(Body body) =>
        program.Facts.IsWhole && !MayImplementOutsideContract((IMethodSymbol)body.Symbol) && program.CallersOf(body).Where(caller => caller.Body != body && !IsTest(caller.Body)).Take(MinCustomaryCalls).Count() == MinCustomaryCalls;

    /// <summary>Whether only the source knows a method; that it disposes of an object of its own by way of the framework's interface is not seen as a call.</summary>
    private static bool IsUnknownOutside(IMethodSymbol method) =>
        !method.ContainingType.IsVisibleOutside && (method is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } || !MayImplementOutsideContract(method));

    /// <summary>Whether an attribute may have a library call the method: those for the compiler, the run time and debuggers do not.</summary>
    private static bool MayNameCallers(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace.ToDisplayString() is not ("System" or "System.Runtime.CompilerServices" or "System.Diagnostics" or "System.Diagnostics.CodeAnalysis");

    /// <summary>Whether the source itself runs the delegates that are made of a method, as it does those of a lambda.</summary>
    private bool IsRunAsDelegate(Body body) => program.CallersOf(body).Any(static caller => caller.Call.Site.Delegate is not null);

    /// <summary>Whether nothing in the source calls the body, yet code elsewhere may: a derived class, a friend assembly, a designer.</summary>
    public bool IsUncalled(Body body) =>
        body.Symbol is IMethodSymbol method && (method.IsStatic || !program.IsNeverMade(body.ContainingType)) && (method.DeclaredAccessibility != Accessibility.Private || HandlesEvents(method)) && program.CallersOf(body).Count == 0;

    /// <summary>Whether a method has the shape of an event handler: a form's or page's description, which is no source, may attach it.</summary>
    private static bool HandlesEvents(IMethodSymbol method) =>
        method is { ReturnsVoid: true, Parameters: [{ Type.SpecialType: SpecialType.System_Object }, { Type.Name: var arguments }] } && arguments.EndsWith("EventArgs", System.StringComparison.Ordinal);

    /// <summary>Whether the framework or a library calls it: it overrides or implements something that is not in the source.</summary>
    private static bool ImplementsOutsideContract(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (!overridden.IsInSource) return true;
        }

        return method.ExplicitInterfaceImplementations.Any(static member => !member.IsInSource);
    }

    /// <summary>Whether an interface that is not in the source has a member of its name, such as <c>Dispose</c>.</summary>
    private static bool MayImplementOutsideContract(IMethodSymbol method) =>
        method.ContainingType.AllInterfaces.Any(contract => !contract.IsInSource && !contract.GetMembers(method.Name).IsEmpty);
}

/// <summary>Whether something outside the program's own calls may run a body.</summary>
internal enum EntranceKind
{
    None,
    Certain,

    /// <summary>Everybody may call it, and the source does so.</summary>
    Customary,
    Test,
}
