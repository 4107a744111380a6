using System.Collections.Generic;
using Microsoft.CodeAnalysis;
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

    public Signals(IEnumerable<Body> bodies)
    {
        foreach (var body in bodies)
        {
            foreach (var signal in body.Signals)
            {
                if (signal.Condition is { } condition) Add(_pulses, condition, body, signal);
                if (signal.Signal.Subject is { } subject) Add(_signals, subject, body, signal);
            }
        }
    }

    /// <summary>The signals that may end a wait, in the order of the source.</summary>
    public List<(Body Body, SignalEvent Signal)> For(WaitEvent wait) =>
        wait.Condition is { } condition ? Of(_pulses, condition) : wait.Wait.Subject is { } subject ? Of(_signals, subject) : None;

    public static bool Ends(SignalEvent signal, WaitEvent wait) =>
        wait.Condition is { } condition ? signal.Condition == condition : wait.Wait.Subject is { } subject && SymbolEqualityComparer.Default.Equals(signal.Signal.Subject, subject)
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
