namespace MultiSession.Sqlite;

/// <summary>How <see cref="SqliteSessionStore"/> opens and uses its file. Not thread-safe; the store copies it.</summary>
public sealed class SqliteSessionStoreOptions
{
    private const int WriteQueueCapacityLimit = 1_000_000;
    private const int ReadersLimit = 64;
    private const int TranscriptEventsLimit = 1_000_000_000;
    private static readonly TimeSpan BusyTimeoutLimit = TimeSpan.FromHours(1);

    /// <summary>The database file. Required; its folder must exist. A relative path is taken from the current directory.</summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// How long a statement waits for a lock that another process holds before it fails. SQLite retries for at least a second.
    /// </summary>
    /// <value>5 seconds; more than 0, at most 1 hour.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What an acknowledged write survives.</summary>
    /// <value><see cref="SqliteDurability.PowerLoss"/>.</value>
    public SqliteDurability Durability { get; set; } = SqliteDurability.PowerLoss;

    /// <summary>Writes that may wait for the one writer; when as many wait, the next caller waits for room. Nothing is dropped.</summary>
    /// <value>1,024; 1 to 1,000,000.</value>
    public int WriteQueueCapacity { get; set; } = 1024;

    /// <summary>Connections that read beside the writer.</summary>
    /// <value>2; 1 to 64.</value>
    public int Readers { get; set; } = 2;

    /// <summary>Most transcript events kept per session; an append deletes older ones.</summary>
    /// <value>100,000; 1 to 1,000,000,000.</value>
    public int MaxTranscriptEvents { get; set; } = 100_000;

    /// <summary>Every setting that cannot be used, each as one sentence that names the value and the limit.</summary>
    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return $"{nameof(Path)} is empty; name the database file.";
        if (BusyTimeout <= TimeSpan.Zero || BusyTimeout > BusyTimeoutLimit)
            yield return $"{nameof(BusyTimeout)} is {BusyTimeout}; it must be more than 0 and at most {BusyTimeoutLimit}.";
        if (Durability is not (SqliteDurability.PowerLoss or SqliteDurability.ProcessCrash))
            yield return $"{nameof(Durability)} is {Durability}; it must be a value of {nameof(SqliteDurability)}.";
        if (WriteQueueCapacity is < 1 or > WriteQueueCapacityLimit)
            yield return $"{nameof(WriteQueueCapacity)} is {WriteQueueCapacity}; it must be from 1 to {WriteQueueCapacityLimit}.";
        if (Readers is < 1 or > ReadersLimit)
            yield return $"{nameof(Readers)} is {Readers}; it must be from 1 to {ReadersLimit}.";
        if (MaxTranscriptEvents is < 1 or > TranscriptEventsLimit)
            yield return $"{nameof(MaxTranscriptEvents)} is {MaxTranscriptEvents}; it must be from 1 to {TranscriptEventsLimit}.";
    }

    internal SqliteSessionStoreOptions Copy() => (SqliteSessionStoreOptions)MemberwiseClone();
}
