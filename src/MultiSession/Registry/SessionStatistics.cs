namespace MultiSession;

/// <summary>Counts of one coordinator since it was made: a snapshot.</summary>
public sealed record SessionStatistics
{
    /// <summary>Sessions that are live now.</summary>
    public required int Live { get; init; }

    /// <summary>Live sessions that wait for input.</summary>
    public required int Waiting { get; init; }

    /// <summary>Live sessions that run an operation.</summary>
    public required int Processing { get; init; }

    /// <summary>Live sessions of which only the saved form exists.</summary>
    public required int Hibernated { get; init; }

    /// <summary>Sessions created.</summary>
    public required long Created { get; init; }

    /// <summary>Sessions restored from the store.</summary>
    public required long Restored { get; init; }

    /// <summary>Sessions closed.</summary>
    public required long Closed { get; init; }

    /// <summary>Sessions expired.</summary>
    public required long Expired { get; init; }

    /// <summary>Records set aside as unusable.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Operations that succeeded.</summary>
    public required long OperationsSucceeded { get; init; }

    /// <summary>Operations that failed or were refused.</summary>
    public required long OperationsFailed { get; init; }

    /// <summary>State changes that slow subscribers lost.</summary>
    public required long StateChangesDropped { get; init; }

    /// <summary>Bytes of buffered output and saved state of all live sessions.</summary>
    public required long MemoryBytes { get; init; }
}
