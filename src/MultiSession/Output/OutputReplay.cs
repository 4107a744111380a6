namespace MultiSession;

/// <summary>The retained part of a session's output: a snapshot of whole events.</summary>
/// <param name="Events">Retained events, oldest first.</param>
/// <param name="DroppedEvents">How many older events were evicted.</param>
/// <param name="DroppedBytes">Bytes that were evicted or cut away.</param>
public sealed record OutputReplay(IReadOnlyList<OutputEvent> Events, long DroppedEvents, long DroppedBytes)
{
    /// <summary>Whether anything older is missing; show it as a mark before the first event.</summary>
    public bool Truncated => DroppedEvents > 0 || DroppedBytes > 0;
}
