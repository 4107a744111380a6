using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>The locks that every caller of a body holds: a body that is only ever called under a lock is under that lock.</summary>
internal sealed class EntryLocks
{
    /// <summary>What so many calls do under one lock is done under it by custom, even where everybody might call.</summary>
    private const int MinCustomaryCalls = 2;

    /// <summary>Nothing is held; not to be changed.</summary>
    public static readonly HashSet<ProgramLock> None = [];

    private readonly HashSet<ProgramLock>?[] _held;

    /// <summary>The same, of the calls on objects that others may know.</summary>
    private readonly HashSet<ProgramLock>?[] _shared;

    private readonly bool[] _isRoot;

    private readonly bool[] _isTest;

    public EntryLocks(LockProgram program)
    {
        _held = new HashSet<ProgramLock>?[program.Bodies.Count];
        _shared = new HashSet<ProgramLock>?[program.Bodies.Count];
        _isTest = [.. program.Bodies.Select(body => program.Facts.IsWhole && TestDoubles.IsTest(body.ContainingType))];
        var open = program.Bodies.ToLookup(body => KindOf(body, program));
        var roots = open[RootKind.Certain].ToList();
        Enter(program, roots, mayNarrow: true);
        for (var free = open[RootKind.Customary].ToList(); free.Count > 0;)
        {
            free = [.. open[RootKind.Customary].Where(body => Of(body).Count == 0).Except(roots)];
            Enter(program, free, mayNarrow: true);
            roots.AddRange(free);
        }

        // What only outsiders could call may run, and so may tests, but does not weaken what all callers in the program hold.
        if (program.Facts.IsWhole)
        {
            List<Body> outside = [.. open[RootKind.Test], .. program.Bodies.Where(body => IsDead(body) && IsUncalled(body, program))];
            Enter(program, outside, mayNarrow: false);
            roots.AddRange(outside);
        }

        _isRoot = new bool[program.Bodies.Count];
        foreach (var root in roots) _isRoot[root.Index] = true;
        Share(program, roots, ofTests: false);
        Share(program, roots, ofTests: true);
    }

    /// <summary>Whether something outside the program's own calls may run the body.</summary>
    public bool IsRoot(Body body) => _isRoot[body.Index];

    /// <summary>Whether nothing in the program calls the body: a private member that is left over.</summary>
    public bool IsDead(Body body) => _held[body.Index] is null;

    public HashSet<ProgramLock> Of(Body body) => _held[body.Index] ?? None;

    /// <summary>What is held whenever a body comes to a call.</summary>
    public HashSet<ProgramLock> At(Body body, Simulation.CallEvent call) => Combine(Of(body), call);

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

    /// <summary>Starts at all calls but those that construct an object, and goes on to what these call on the same object; tests say nothing of what the program itself calls.</summary>
    private void Share(LockProgram program, IEnumerable<Body> roots, bool ofTests)
    {
        var open = new Queue<Body>(roots.Where(body => (body.Traits & BodyTraits.IsConstruction) == 0 && _isTest[body.Index] == ofTests));
        var settled = ofTests ? System.Array.ConvertAll(_shared, static shared => shared is not null) : null;
        foreach (var body in open) _shared[body.Index] = None;
        foreach (var body in program.Bodies)
        {
            if (!IsDead(body) && _isTest[body.Index] == ofTests) Share(body, Of(body), isOwn: false, settled, open);
        }

        while (open.Count > 0)
        {
            var body = open.Dequeue();
            Share(body, _shared[body.Index]!, isOwn: true, settled, open);
        }
    }

    private void Share(Body body, HashSet<ProgramLock> atEntry, bool isOwn, bool[]? settled, Queue<Body> open)
    {
        foreach (var call in body.Calls)
        {
            if (call.Site.RunsElsewhere) continue;
            foreach (var target in call.Targets)
            {
                if ((target.Body.Traits & BodyTraits.IsConstruction) != 0 || settled?[target.Body.Index] == true) continue;
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
    private RootKind KindOf(Body body, LockProgram program)
    {
        var kind = AskOf(body, program);
        return kind != RootKind.None && _isTest[body.Index] ? RootKind.Test : kind;
    }

    private RootKind AskOf(Body body, LockProgram program)
    {
        if (body.Symbol is not IMethodSymbol method) return RootKind.Certain;
        if (!method.IsStatic && program.IsNeverMade(body.ContainingType)) return RootKind.None;
        if (program.Facts.IsWhole && (program.Facts.LibraryTargets.Contains(method) || program.Facts.EscapingTargets.Contains(method) && !IsRunAsDelegate(body, program))) return RootKind.Certain;
        // Of a type alone it is not known what callers elsewhere hold: only what everybody may call has none.
        var hasCallers = !program.Facts.IsWhole || program.CallersOf(body).Count > 0;
        switch (method.MethodKind)
        {
            case MethodKind.AnonymousFunction or MethodKind.LocalFunction:
                return hasCallers ? RootKind.None : RootKind.Certain;
            case MethodKind.Constructor:
                return program.IsLeftOver(body) ? RootKind.None : RootKind.Certain;
            case MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove:
                break;
            default:
                return RootKind.Certain;
        }

        var isMain = method.Name is "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName;
        var kind = method.DeclaredAccessibility switch
        {
            Accessibility.Private when isMain || !hasCallers && method.ExplicitInterfaceImplementations.Length > 0 => RootKind.Certain,
            Accessibility.Public when !hasCallers => RootKind.Certain,
            Accessibility.Public when method.ContainingType.IsVisibleOutside => IsCustomary(body, program) ? RootKind.Customary : RootKind.Certain,
            _ => RootKind.None,
        };
        // Attributes may have to be bound first: they are asked last.
        return kind == RootKind.Certain || ImplementsOutsideContract(method) || method.GetAttributes().Any(MayNameCallers) ? RootKind.Certain : kind;
    }

    private bool IsCustomary(Body body, LockProgram program) =>
        program.Facts.IsWhole && !MayImplementOutsideContract((IMethodSymbol)body.Symbol) && program.CallersOf(body).Where(caller => caller.Body != body && !_isTest[caller.Body.Index]).Take(MinCustomaryCalls).Count() == MinCustomaryCalls;

    /// <summary>Whether an attribute may have a library call the method: those for the compiler, the run time and debuggers do not.</summary>
    private static bool MayNameCallers(AttributeData attribute) =>
        attribute.AttributeClass?.ContainingNamespace.ToDisplayString() is not ("System" or "System.Runtime.CompilerServices" or "System.Diagnostics" or "System.Diagnostics.CodeAnalysis");

    /// <summary>Whether the source itself runs the delegates that are made of a method, as it does those of a lambda.</summary>
    private static bool IsRunAsDelegate(Body body, LockProgram program) => program.CallersOf(body).Any(static caller => caller.Call.Site.Delegate is not null);

    /// <summary>Whether nothing in the source calls the body, yet code elsewhere may: a derived class, a friend assembly, a designer.</summary>
    private static bool IsUncalled(Body body, LockProgram program) =>
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

    private enum RootKind
    {
        None,
        Certain,

        /// <summary>Everybody may call it, and the source does so.</summary>
        Customary,
        Test,
    }
}
