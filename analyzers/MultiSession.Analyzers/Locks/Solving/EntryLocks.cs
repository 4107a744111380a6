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

    public EntryLocks(LockProgram program)
    {
        _held = new HashSet<ProgramLock>?[program.Bodies.Count];
        Enter(program, program.Bodies.Where(body => IsRoot(body, program)), mayNarrow: true);
        // What only outsiders could call may run, but does not weaken what all callers in the source hold.
        if (program.Facts.IsWhole) Enter(program, program.Bodies.Where(body => IsDead(body) && IsUncalled(body, program)), mayNarrow: false);
    }

    /// <summary>Whether nothing in the program calls the body: a private member that is left over.</summary>
    public bool IsDead(Body body) => _held[body.Index] is null;

    public HashSet<ProgramLock> Of(Body body) => _held[body.Index] ?? None;

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
                foreach (var target in call.Targets)
                {
                    if (settled?[target.Body.Index] != true) Narrow(target.Body, Combine(atEntry, call), open);
                }
            }
        }
    }

    private void Narrow(Body body, HashSet<ProgramLock> held, Queue<Body> open)
    {
        var before = _held[body.Index];
        if (before is null) _held[body.Index] = held;
        else if (before.Count == 0 || before.IsSubsetOf(held)) return;
        else _held[body.Index] = [.. before.Where(held.Contains)];
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

        if (!method.GetAttributes().IsEmpty || ImplementsOutsideContract(method)) return true;
        return method.DeclaredAccessibility switch
        {
            Accessibility.Private => method.Name is "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName || method.ExplicitInterfaceImplementations.Length > 0 && !hasCallers,
            Accessibility.Public => !hasCallers || IsVisible(method.ContainingType),
            _ => false,
        };
    }

    /// <summary>Whether the source itself runs the delegates that are made of a method, as it does those of a lambda.</summary>
    private static bool IsRunAsDelegate(Body body, LockProgram program) => program.CallersOf(body).Any(static caller => caller.Call.Site.Delegate is not null);

    /// <summary>Whether nothing in the source calls the body, yet code elsewhere may: a derived class, a friend assembly.</summary>
    private static bool IsUncalled(Body body, LockProgram program) =>
        body.Symbol is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } && program.CallersOf(body).Count == 0;

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
