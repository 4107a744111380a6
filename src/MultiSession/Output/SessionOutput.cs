namespace MultiSession;

/// <summary>A session's output: bounded replay in memory, transcript in the store, live subscribers. Thread-safe.</summary>
public sealed class SessionOutput
{
    internal SessionOutput(SessionOutputBuffer buffer) => Buffer = buffer;

    /// <summary>The retained output.</summary>
    public SessionOutputBuffer Buffer { get; }

    /// <summary>Writes one event. When the task completes, the store has acknowledged it.</summary>
    /// <param name="text">The text, as it shall be shown.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="cancellationToken">Stops waiting for the acknowledgement; the event is written all the same.</param>
    public ValueTask WriteAsync(string text, OutputKind kind = OutputKind.Text, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>The last events of the stored transcript, oldest first.</summary>
    /// <param name="last">How many at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public ValueTask<IReadOnlyList<OutputEvent>> ReadTranscriptAsync(int last, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Starts a live subscription. Dispose it to end it.</summary>
    /// <param name="replay">Whether the retained events come first, without a gap to the live ones.</param>
    public SessionOutputSubscription Subscribe(bool replay = true) => throw new NotSupportedException();
}
