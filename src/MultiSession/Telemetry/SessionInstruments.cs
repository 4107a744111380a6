using System.Diagnostics;
using System.Diagnostics.Metrics;
using static MultiSession.SessionTelemetryNames;

namespace MultiSession;

/// <summary>The instruments of one meter, and the one activity source.</summary>
internal sealed class SessionInstruments(Meter meter)
{
    private static readonly Lazy<SessionInstruments> ProcessWide = new(() => new SessionInstruments(new Meter(SessionTelemetryNames.Meter)));

    public static ActivitySource Activities { get; } = new(SessionTelemetryNames.ActivitySource);

    public Counter<long> Created { get; } = meter.CreateCounter<long>(SessionCreated, "{session}", "Sessions created.");

    public Counter<long> Restored { get; } = meter.CreateCounter<long>(SessionRestored, "{session}", "Sessions restored from the store.");

    public Counter<long> Ended { get; } = meter.CreateCounter<long>(SessionEnded, "{session}", "Sessions closed or expired.");

    public Counter<long> Hibernated { get; } = meter.CreateCounter<long>(SessionHibernated, "{session}", "Sessions hibernated.");

    public Counter<long> Quarantined { get; } = meter.CreateCounter<long>(SessionQuarantined, "{record}", "Stored records set aside.");

    public UpDownCounter<long> Live { get; } = meter.CreateUpDownCounter<long>(SessionLive, "{session}", "Live sessions.");

    public Histogram<double> Duration { get; } = meter.CreateHistogram<double>(OperationDuration, "s", "Run time of operations.");

    public Histogram<double> Wait { get; } = meter.CreateHistogram<double>(OperationWaitDuration, "s", "Time that operations waited for their turn.");

    public Counter<long> Refused { get; } = meter.CreateCounter<long>(OperationRefused, "{operation}", "Operations refused before they ran.");

    public Counter<long> ChangesDropped { get; } = meter.CreateCounter<long>(StateChangeDropped, "{change}", "State changes lost by slow subscribers.");

    public Counter<long> OutputBytes { get; } = meter.CreateCounter<long>(OutputSize, "By", "Output written.");

    public Counter<long> OutputEvictions { get; } = meter.CreateCounter<long>(OutputEvicted, "{event}", "Output evicted from replay buffers.");

    public Counter<long> OutputDrops { get; } = meter.CreateCounter<long>(OutputDropped, "{event}", "Output lost by slow subscribers.");

    public Histogram<double> LockWait { get; } = meter.CreateHistogram<double>(LockWaitDuration, "s", "Time that lock requests waited.");

    public Histogram<double> Store { get; } = meter.CreateHistogram<double>(StoreDuration, "s", "Time that store calls took.");

    public static SessionInstruments From(IMeterFactory? meters) =>
        meters is null ? ProcessWide.Value : new SessionInstruments(meters.Create(SessionTelemetryNames.Meter));
}
