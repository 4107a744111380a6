using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Who ends waits: the signals of a program, by what they end.</summary>
internal sealed class Signals
{
    private static readonly List<(Body Body, SignalEvent Signal)> None = [];

    private readonly Dictionary<ProgramLock, List<(Body Body, SignalEvent Signal)>> _pulses = [];
    private readonly Dictionary<ISymbol, List<(Body Body, SignalEvent Signal)>> _signals = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ILookup<ISymbol, ISymbol>> _kept;

    public Signals(IEnumerable<Body> bodies, Facts facts)
    {
        _kept = new(() => facts.CompletionFlows.Where(static flow => flow.Source is not null).Select(static flow => (Source: flow.Source!, flow.Target))
            .Concat(facts.ReturnedCompletions.Select(static returned => (Source: (ISymbol)returned.Method, Target: returned.Storage)))
            .ToLookup(static flow => flow.Source, static flow => flow.Target, SymbolEqualityComparer.Default));
        foreach (var body in bodies)
        {
            foreach (var signal in body.Signals)
            {
                if (signal.Condition is { } condition) Add(_pulses, condition, body, signal);
                if (signal.Signal.Subject is { } subject) Add(_signals, subject, body, signal);
            }
        }
    }

    /// <summary>What a wait is for, by all names: a task that a method returns may be that of a completion source, and this may be kept elsewhere, to be completed.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="subject">What is waited for: a caller may hand it in.</param>
    public HashSet<ISymbol> SubjectsOf(Wait wait, ISymbol? subject)
    {
        var subjects = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (subject is null) return subjects;
        var open = new Stack<ISymbol>([subject]);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (!subjects.Add(name) || wait.Kind != WaitKind.Completion) continue;
            foreach (var keeper in _kept.Value[name]) open.Push(keeper);
        }

        return subjects;
    }

    /// <summary>Whether a signal may end a wait for something that the source completes.</summary>
    public bool MayEnd(Wait wait) => wait.Subject is not IMethodSymbol method || _kept.Value.Contains(method);

    /// <summary>The signals that may end a wait, in the order of the source.</summary>
    public IEnumerable<(Body Body, SignalEvent Signal)> For(WaitEvent wait, HashSet<ISymbol> subjects) =>
        wait.Condition is { } condition ? Of(_pulses, condition) : subjects.SelectMany(subject => Of(_signals, subject));

    public static bool Ends(SignalEvent signal, WaitEvent wait, HashSet<ISymbol> subjects) =>
        wait.Condition is { } condition ? signal.Condition == condition : signal.Signal.Subject is { } subject && subjects.Contains(subject)
            && (signal.Signal.Value is not { } value || wait.Wait.Kind == WaitKind.Flag && value == wait.Wait.Until);

    private static List<(Body Body, SignalEvent Signal)> Of<T>(Dictionary<T, List<(Body Body, SignalEvent Signal)>> signals, T key)
        where T : notnull => signals.TryGetValue(key, out var found) ? found : None;

    private static void Add<T>(Dictionary<T, List<(Body Body, SignalEvent Signal)>> signals, T key, Body body, SignalEvent signal)
        where T : notnull
    {
        if (!signals.TryGetValue(key, out var known)) signals.Add(key, known = []);
        known.Add((body, signal));
    }
}
