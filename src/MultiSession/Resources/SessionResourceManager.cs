using System.Threading.RateLimiting;

namespace MultiSession;

/// <summary>Guards what the sessions of one type share: operations at once, operations per minute, memory. Thread-safe.</summary>
public sealed class SessionResourceManager : IAsyncDisposable
{
    private readonly ConcurrencyLimiter _concurrency;

    /// <summary>Guards within the limits of <paramref name="options"/>.</summary>
    public SessionResourceManager(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Memory = new SessionMemoryMonitor(options.MemoryBudgetBytes);
        _concurrency = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.MaxConcurrentOperations,
            // Only the operation that holds its session's gate gets here, so no more can wait than there are sessions.
            QueueLimit = options.MaxSessions,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>What the sessions keep in memory.</summary>
    public SessionMemoryMonitor Memory { get; }

    /// <summary>Admits one more operation if that needs no wait. Dispose the lease when it has ended.</summary>
    public RateLimitLease? TryEnter()
    {
        var lease = _concurrency.AttemptAcquire();
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        return null;
    }

    /// <summary>Waits until one more operation may run. Dispose the lease when it has ended.</summary>
    /// <returns>A lease; it is not acquired when as many operations wait as sessions are allowed.</returns>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _concurrency.AcquireAsync(1, cancellationToken);

    /// <summary>Refuses whoever still waits.</summary>
    public ValueTask DisposeAsync() => _concurrency.DisposeAsync();
}
