namespace MultiSession;

/// <summary>Limits and times of one session type. Validated when the host starts; see <see cref="SessionOptionsValidator"/> for the bounds.</summary>
public sealed class SessionOptions
{
    /// <summary>Default of <see cref="MaxSessions"/>.</summary>
    public const int DefaultMaxSessions = 10;

    /// <summary>Most sessions that may be live at once. Default: 10.</summary>
    public int MaxSessions { get; set; } = DefaultMaxSessions;

    /// <summary>How long a session may be idle before it expires. Default: one hour.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the hosted clean-up looks for idle sessions and memory pressure. Default: one minute.</summary>
    public TimeSpan CleanupInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>State changes buffered per subscriber; when full, the oldest is dropped and counted. Default: 256.</summary>
    public int StateChangeCapacity { get; set; } = 256;

    /// <summary>Output events buffered per live subscriber; when full, the oldest is dropped and counted. Default: 1,024.</summary>
    public int OutputSubscriberCapacity { get; set; } = 1024;

    /// <summary>Bytes of output kept in memory per session; when full, whole oldest events are evicted. Default: 1 MiB.</summary>
    public int OutputBufferBytes { get; set; } = 1024 * 1024;

    /// <summary>Longest run time of an operation that states none; <see cref="Timeout.InfiniteTimeSpan"/> for no limit. Default: 10 minutes.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a lock lasts before the next owner may take it over. Default: 30 seconds.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Operations that may wait for one session; one more is refused with <c>QueueFull</c>. Default: 16.</summary>
    public int MaxPendingOperations { get; set; } = 16;

    /// <summary>Operations that may run at once in all sessions of the type; others wait. Default: 64.</summary>
    public int MaxConcurrentOperations { get; set; } = 64;

    /// <summary>Operations per minute and session, also the largest burst; <see langword="null"/> for no limit. Default: no limit.</summary>
    public int? OperationsPerMinute { get; set; }

    /// <summary>
    /// Bytes that all sessions' buffered output and saved state may take before the clean-up hibernates the longest idle ones. Default: 256 MiB.
    /// </summary>
    public long MemoryBudgetBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How long running operations may go on when the host stops, before they are cancelled. Default: 10 seconds.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a cancelled operation may take to end when its session closes. Default: 5 seconds.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
