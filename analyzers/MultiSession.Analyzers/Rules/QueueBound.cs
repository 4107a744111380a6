namespace MultiSession.Analyzers.Rules;

/// <summary>What a creation says about how many items a queue takes.</summary>
internal enum QueueBound
{
    /// <summary>Not a queue, or its options come from somewhere that one body does not show.</summary>
    Unknown,

    /// <summary>Takes items until memory ends.</summary>
    Unbounded,

    /// <summary>Refuses or delays a write when full.</summary>
    Bounded,

    /// <summary>Bounded, and declared to drop items when full: a write never fails.</summary>
    Dropping,
}
