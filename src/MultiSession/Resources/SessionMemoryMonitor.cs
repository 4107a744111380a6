namespace MultiSession;

/// <summary>Adds up what the live sessions keep in memory: buffered output and saved state, as told by them. Thread-safe, constant time.</summary>
public sealed class SessionMemoryMonitor
{
    /// <summary>Part of the budget down to which sessions are hibernated once it is exceeded; the gap keeps them from being shed again at once.</summary>
    public const double LowWaterMark = 0.8;

    private long _totalBytes;

    /// <summary>A monitor of nothing yet.</summary>
    /// <param name="budgetBytes">What all sessions together may keep.</param>
    public SessionMemoryMonitor(long budgetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budgetBytes, 1);
        BudgetBytes = budgetBytes;
    }

    /// <summary>What all sessions together may keep.</summary>
    public long BudgetBytes { get; }

    /// <summary>What they keep now.</summary>
    public long TotalBytes => Interlocked.Read(ref _totalBytes);

    /// <summary>Whether they keep more than the budget.</summary>
    public bool IsOverBudget => TotalBytes > BudgetBytes;

    /// <summary>Whether they still keep more than the low-water mark.</summary>
    public bool IsOverLowWaterMark => TotalBytes > BudgetBytes * LowWaterMark;

    /// <summary>Adds a change, negative when something was let go.</summary>
    public void Add(long bytes) => Interlocked.Add(ref _totalBytes, bytes);
}
