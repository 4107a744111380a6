using System.Collections.Concurrent;
using System.Threading.Channels;

namespace MultiSession.Benchmarks;

/// <summary>What a program would write for itself: a dictionary, a semaphore per session and a bounded channel of state changes.</summary>
internal sealed class HandWrittenSessions
{
    private readonly ConcurrentDictionary<string, HandWrittenSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Channel<HandWrittenChange> _changes = CreateChannel();

    public static Channel<HandWrittenChange> CreateChannel() => Channel.CreateBounded<HandWrittenChange>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public HandWrittenSession Create(string name)
    {
        var session = new HandWrittenSession(Guid.CreateVersion7(), name);
        if (!_sessions.TryAdd(name, session)) throw new InvalidOperationException($"A session '{name}' exists.");
        Post(session, "Active");
        return session;
    }

    public HandWrittenSession? Find(string name) => _sessions.GetValueOrDefault(name);

    public void Close(string name)
    {
        if (!_sessions.TryRemove(name, out var session)) throw new InvalidOperationException($"No session '{name}'.");
        Post(session, "Completed");
        session.Gate.Dispose();
    }

    public async ValueTask<int> AddAsync(HandWrittenSession session, int amount, CancellationToken cancellationToken)
    {
        await session.Gate.WaitAsync(cancellationToken);
        try
        {
            Post(session, "Processing");
            return session.Count += amount;
        }
        finally
        {
            Post(session, "Active");
            session.Gate.Release();
        }
    }

    // The channel drops its oldest change when it is full, so a write never fails.
    private void Post(HandWrittenSession session, string status) =>
        _ = _changes.Writer.TryWrite(new HandWrittenChange(session.Id, session.Name, status, DateTimeOffset.UtcNow));
}

internal sealed record HandWrittenChange(Guid Id, string Name, string Status, DateTimeOffset At);

internal sealed class HandWrittenSession(Guid id, string name)
{
    public Guid Id { get; } = id;

    public string Name { get; } = name;

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public int Count { get; set; }
}
