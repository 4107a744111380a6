using BenchmarkDotNet.Attributes;

namespace MultiSession.Benchmarks;

/// <summary>An exclusive operation on a session that nobody else uses.</summary>
[MemoryDiagnoser]
public class OperationBenchmarks
{
    private readonly HandWrittenSessions _handWritten = new();
    private readonly CounterSessionCoordinator _sessions = new(new CounterSessionContext());
    private HandWrittenSession? _handWrittenSession;
    private CounterSessionHandle? _session;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _handWrittenSession = _handWritten.Create("alpha");
        _session = await _sessions.CreateAsync(new CounterSessionConfig { Name = "alpha" });
    }

    [Benchmark(Baseline = true)]
    public async Task<int> HandWritten() => await _handWritten.AddAsync(_handWrittenSession!, 1, CancellationToken.None);

    [Benchmark]
    public async Task<int> MultiSession() => await _session!.AddAsync(1, CancellationToken.None);

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _sessions.DisposeAsync();
}
