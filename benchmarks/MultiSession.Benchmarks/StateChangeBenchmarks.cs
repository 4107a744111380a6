using System.Threading.Channels;
using BenchmarkDotNet.Attributes;

namespace MultiSession.Benchmarks;

/// <summary>A state change from its post to its only subscriber.</summary>
[MemoryDiagnoser]
public class StateChangeBenchmarks
{
    private const int Capacity = 256;

    private static readonly SessionId Id = SessionId.New();
    private static readonly Guid HandWrittenId = Guid.CreateVersion7();

    private readonly Channel<HandWrittenChange> _channel = HandWrittenSessions.CreateChannel();
    private readonly SessionStateChanges _changes = new(Capacity);
    private SessionStateChangeSubscription? _subscription;
    private IAsyncEnumerator<SessionStateChange>? _reader;

    [GlobalSetup]
    public void SetUp()
    {
        _subscription = _changes.Subscribe();
        _reader = _subscription.GetAsyncEnumerator();
    }

    [Benchmark(Baseline = true)]
    public async Task<object> HandWritten()
    {
        var change = new HandWrittenChange(HandWrittenId, "alpha", "Processing", DateTimeOffset.UtcNow);
        if (!_channel.Writer.TryWrite(change)) throw new InvalidOperationException("The channel is full, though every change is read at once.");
        return await _channel.Reader.ReadAsync();
    }

    [Benchmark]
    public async Task<object> MultiSession()
    {
        _changes.Publish(new SessionStateChange(0, Id, "alpha", SessionStatus.Active, SessionStatus.Processing, DateTimeOffset.UtcNow, null));
        await _reader!.MoveNextAsync();
        return _reader.Current;
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _reader!.DisposeAsync();
        _subscription!.Dispose();
    }
}
