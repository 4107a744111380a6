using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>The locks that every caller of a body holds: a body that is only ever called under a lock is under that lock.</summary>
internal sealed class EntryLocks
{
    /// <summary>Nothing is held; not to be changed.</summary>
    public static readonly HashSet<ProgramLock> None = [];

    private readonly HashSet<ProgramLock>?[] _held;

    /// <summary>The same, of the calls on objects that others may know.</summary>
    private readonly HashSet<ProgramLock>?[] _shared;

    private readonly bool[] _isRoot;

    public EntryLocks(LockProgram program)
    {
        _held = new HashSet<ProgramLock>?[program.Bodies.Count];
        _shared = new HashSet<ProgramLock>?[program.Bodies.Count];
        var roots = program.Bodies.Where(body => IsRoot(body, program)).ToList();
        Enter(program, roots, mayNarrow: true);
        // What only outsiders could call may run, but does not weaken what all callers in the source hold.
        if (program.Facts.IsWhole)
        {
            var uncalled = program.Bodies.Where(body => IsDead(body) && IsUncalled(body, program)).ToList();
            Enter(program, uncalled, mayNarrow: false);
            roots.AddRange(uncalled);
        }

        _isRoot = new bool[program.Bodies.Count];
        foreach (var root in roots) _isRoot[root.Index] = true;
        Share(program, roots);
    }

    /// <summary>Whether something outside the program's own calls may run the body.</summary>
    public bool IsRoot(Body body) => _isRoot[body.Index];

    /// <summary>Whether nothing in the program calls the body: a private member that is left over.</summary>
    public bool IsDead(Body body) => _held[body.Index] is null;

    public HashSet<ProgramLock> Of(Body body) => _held[body.Index] ?? None;

    /// <summary>What is held whenever a body may wait for, or hold, the lock of an owner against others.</summary>
    public HashSet<ProgramLock> Around(Owner owner, Body body) => owner.Kind == OwnerKind.This ? _shared[body.Index] ?? None : Of(body);

    /// <summary>Whether nobody else can know an object yet: it has just been created, or only its own construction runs the body on it.</summary>
    public bool IsUnknownToOthers(Owner owner, Body body) => owner.Kind == OwnerKind.Fresh || owner.Kind == OwnerKind.This && IsConstruction(body);

    /// <summary>Whether a body runs only while its object is constructed: a constructor, or what only constructors call.</summary>
    public bool IsConstruction(Body body) => _shared[body.Index] is null;

    private static HashSet<ProgramLock> Combine(HashSet<ProgramLock> atEntry, Simulation.CallEvent call)
    {
        if (call.Held.IsEmpty && call.Freed.IsEmpty) return atEntry;
        var all = new HashSet<ProgramLock>(atEntry);
        all.ExceptWith(call.Freed);
        foreach (var one in call.Held.All()) all.Add(one.Lock);
        return all;
    }

    /// <summary>Starts at the roots, with nothing held, and goes on to everything that they call.</summary>
    private void Enter(LockProgram program, IEnumerable<Body> roots, bool mayNarrow)
    {
        var open = new Queue<Body>(roots);
        var settled = mayNarrow ? null : System.Array.ConvertAll(_held, static held => held is not null);
        foreach (var body in open) _held[body.Index] = None;
        while (open.Count > 0)
        {
            var body = open.Dequeue();
            var atEntry = _held[body.Index]!;
            foreach (var call in body.Calls)
            {
                if (call.Site.RunsElsewhere) continue;
                foreach (var target in call.Targets)
                {
                    if (settled?[target.Body.Index] != true) Narrow(_held, target.Body, atEntry, call, open);
                }
            }
        }
    }

    /// <summary>Starts at all calls but those that construct an object, and goes on to what these call on the same object.</summary>
    private void Share(LockProgram program, IEnumerable<Body> roots)
    {
        var open = new Queue<Body>(roots.Where(static body => (body.Traits & BodyTraits.IsConstruction) == 0));
        foreach (var body in open) _shared[body.Index] = None;
        foreach (var body in program.Bodies)
        {
            if (!IsDead(body)) Share(body, Of(body), isOwn: false, open);
        }

        while (open.Count > 0)
        {
            var body = open.Dequeue();
            Share(body, _shared[body.Index]!, isOwn: true, open);
        }
    }

    private void Share(Body body, HashSet<ProgramLock> atEntry, bool isOwn, Queue<Body> open)
    {
        foreach (var call in body.Calls)
        {
            if (call.Site.RunsElsewhere) continue;
            foreach (var target in call.Targets)
            {
                if ((target.Body.Traits & BodyTraits.IsConstruction) != 0) continue;
                // What nobody waits for may outlast the construction.
                var receiver = call.Site.IsAwaited || (target.Body.Traits & BodyTraits.IsAsync) == 0 ? target.ReceiverAt(call.Site).Kind : OwnerKind.Unknown;
                if (receiver != OwnerKind.Fresh && receiver == OwnerKind.This == isOwn) Narrow(_shared, target.Body, atEntry, call, open);
            }
        }
    }

    private static void Narrow(HashSet<ProgramLock>?[] entries, Body body, HashSet<ProgramLock> atEntry, Simulation.CallEvent call, Queue<Body> open)
    {
        ref var entry = ref entries[body.Index];
        if (entry is { Count: 0 }) return;
        var held = Combine(atEntry, call);
        if (entry is null) entry = held;
        else if (entry.IsSubsetOf(held)) return;
        else entry = [.. entry.Where(held.Contains)];
        open.Enqueue(body);
    }

    /// <summary>Whether something outside the program's own calls may run it.</summary>
    private static bool IsRoot(Body body, LockProgram program)
    {
        if (body.Symbol is not IMethodSymbol method) return true;
        if (program.Facts.IsWhole && (program.Facts.LibraryTargets.Contains(method) || program.Facts.EscapingTargets.Contains(method) && !IsRunAsDelegate(body, program))) return true;
        // Of a type alone it is not known what callers elsewhere hold: only what everybody may call has none.
        var hasCallers = !program.Facts.IsWhole || program.CallersOf(body).Count > 0;
        switch (method.MethodKind)
        {
            case MethodKind.AnonymousFunction:
            case MethodKind.Constructor:
                return !hasCallers || method.MethodKind == MethodKind.Constructor;
            case MethodKind.LocalFunction:
                return !hasCallers;
            case MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove:
                break;
            default:
                return true;
        }

        var isOpen = method.DeclaredAccessibility switch
        {
            Accessibility.Private => method.Name is "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName || !hasCallers && method.ExplicitInterfaceImplementations.Length > 0,
            Accessibility.Public => !hasCallers || IsVisible(method.ContainingType),
            _ => false,
        };
        // Attributes may have to be bound first: they are asked last.
        return isOpen || ImplementsOutsideContract(method) || method.GetAttributes().Any(MayNameCallers);
    }

    /// <summary>Whether an attribute may have a library call the method: those for the compiler, the run time and debuggers do not.</summary>
    private static bool MayNameCallers(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace.ToDisplayString() is not ("System" or "System.Runtime.CompilerServices" or "System.Diagnostics" or "System.Diagnostics.CodeAnalysis");

    /// <summary>Whether the source itself runs the delegates that are made of a method, as it does those of a lambda.</summary>
    private static bool IsRunAsDelegate(Body body, LockProgram program) => program.CallersOf(body).Any(static caller => caller.Call.Site.Delegate is not null);

    /// <summary>Whether nothing in the source calls the body, yet code elsewhere may: a derived class, a friend assembly, a designer.</summary>
    private static bool IsUncalled(Body body, LockProgram program) =>
        body.Symbol is IMethodSymbol method && (method.DeclaredAccessibility != Accessibility.Private || HandlesEvents(method)) && program.CallersOf(body).Count == 0;

    /// <summary>Whether a method has the shape of an event handler: a form's or page's description, which is no source, may attach it.</summary>
    private static bool HandlesEvents(IMethodSymbol method) =>
        method is { ReturnsVoid: true, Parameters: [{ Type.SpecialType: SpecialType.System_Object }, { Type.Name: var arguments }] } && arguments.EndsWith("EventArgs", System.StringComparison.Ordinal);

    private static bool IsVisible(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)) return false;
        }

        return true;
    }

    /// <summary>Whether the framework or a library calls it: it overrides or implements something that is not in the source.</summary>
    private static bool ImplementsOutsideContract(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (!overridden.IsInSource) return true;
        }

        return method.ExplicitInterfaceImplementations.Any(static member => !member.IsInSource);
    }
}
