using System.Collections.Generic;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>What happens in a body, under which locks: filled by the simulation.</summary>
internal sealed class BodyEvents
{
    /// <summary>Of a body that has not been simulated; nobody adds to it.</summary>
    public static BodyEvents None { get; } = new();

    public List<AcquireEvent> Acquires { get; } = [];

    public List<CallEvent> Calls { get; } = [];

    public List<WaitEvent> Waits { get; } = [];

    public List<SignalEvent> Signals { get; } = [];

    public List<SuspendEvent> Suspends { get; } = [];
}
