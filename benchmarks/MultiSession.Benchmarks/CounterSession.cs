namespace MultiSession.Benchmarks;

/// <summary>The smallest session: its operation costs next to nothing, so that what remains is the toolkit.</summary>
[Session(Name = "counter", MaxSessions = CounterSession.MaxSessions)]
public sealed partial class CounterSession
{
    /// <summary>Room for the largest benchmark.</summary>
    public const int MaxSessions = 10_000;

    private int _count;

    /// <summary>Adds to the counter.</summary>
    [SessionOperation]
    public ValueTask<int> AddAsync(int amount, CancellationToken cancellationToken) => ValueTask.FromResult(_count += amount);
}
