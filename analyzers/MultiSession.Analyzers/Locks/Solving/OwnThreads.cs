using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Bodies that only one thread ever runs: what the loop of an object's own thread calls, and nobody else.</summary>
internal sealed class OwnThreads
{
    private readonly Dictionary<Body, Body> _threads = [];

    public OwnThreads(LockProgram program, EntryLocks entry)
    {
        if (!program.Facts.IsWhole) return;
        var loops = LoopsIn(program);
        if (loops.Count == 0) return;
        // What goes on after an await may do so on any thread.
        var isShared = new bool[program.Bodies.Count];
        foreach (var body in Run(program.Bodies.Where(body => !loops.Contains(body) && (entry.IsRoot(body) || (body.Traits & BodyTraits.IsAsync) != 0)), loops, program)) isShared[body.Index] = true;
        foreach (var loop in loops)
        {
            foreach (var body in Run([loop], [], program))
            {
                if (isShared[body.Index]) continue;
                if (!_threads.ContainsKey(body)) _threads.Add(body, loop);
                else isShared[body.Index] = _threads.Remove(body);
            }
        }
    }

    /// <summary>Whether one thread would have to wait for itself.</summary>
    /// <remarks>Each object has its own thread: what is said of one object's locks says nothing of those that its thread shares with others.</remarks>
    public bool AreOne(IReadOnlyCollection<Nesting> cycle)
    {
        if (_threads.Count == 0 || !_threads.TryGetValue(cycle.First().Body, out var loop)) return false;
        return cycle.All(nesting => _threads.TryGetValue(nesting.Body, out var other) && other == loop
            && (loop.Symbol.IsStatic || nesting.Outer.Reference.Owner.Kind == OwnerKind.This && SymbolEqualityComparer.Default.Equals(nesting.Body.ContainingType, loop.ContainingType)));
    }

    /// <summary>The bodies that one thread is made for, at one place, and that nobody else runs or names.</summary>
    private static HashSet<Body> LoopsIn(LockProgram program)
    {
        var loops = new HashSet<Body>();
        foreach (var made in program.Facts.ThreadMethods.GroupBy(static method => method, SymbolEqualityComparer.Default))
        {
            if (made.Count() == 1 && made.Key is IMethodSymbol { DeclaredAccessibility: not Accessibility.Public } method && !program.Facts.OtherwiseNamed.Contains(method)
                && program.Calls.BodyOf(method) is { } body && (body.Traits & BodyTraits.IsAsync) == 0 && program.CallersOf(body).Count == 0)
                loops.Add(body);
        }

        return loops;
    }

    /// <summary>All that some bodies run on their own thread, up to others.</summary>
    private static IEnumerable<Body> Run(IEnumerable<Body> starts, HashSet<Body> others, LockProgram program)
    {
        var isRun = new bool[program.Bodies.Count];
        var open = new Stack<Body>(starts);
        while (open.Count > 0)
        {
            var body = open.Pop();
            if (isRun[body.Index]) continue;
            isRun[body.Index] = true;
            yield return body;
            foreach (var call in body.Calls)
            {
                if (call.Site.RunsElsewhere) continue;
                foreach (var target in call.Targets)
                {
                    if (!isRun[target.Body.Index] && !others.Contains(target.Body)) open.Push(target.Body);
                }
            }
        }
    }
}
