namespace MultiSession;

/// <summary>
/// Admits a number of operations per minute, all of them at once if need be, by the generic cell rate algorithm: one time stamp of state,
/// read from the engine's clock (the limiters of the framework read the system's).
/// </summary>
internal sealed class SessionRateLimiter(int operationsPerMinute, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private readonly TimeSpan _interval = Window / operationsPerMinute;
    private TimeSpan _nextDue;

    /// <summary>Admits one operation, or says how long to wait.</summary>
    public bool TryAdmit(out TimeSpan retryAfter)
    {
        var now = clock.GetElapsedTime(_started);
        lock (_gate)
        {
            var due = _nextDue > now ? _nextDue : now;
            retryAfter = due + _interval - now - Window;
            if (retryAfter > TimeSpan.Zero) return false;
            _nextDue = due + _interval;
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }
}
