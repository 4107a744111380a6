using BenchmarkDotNet.Attributes;

namespace MultiSession.Benchmarks;

/// <summary>Finding one session of <see cref="Sessions"/> by its name.</summary>
[MemoryDiagnoser]
public class LookupBenchmarks
{
    private readonly HandWrittenSessions _handWritten = new();
    private readonly CounterSessionCoordinator _sessions = new(new CounterSessionContext());
    private string _name = "";

    [Params(1, CounterSession.MaxSessions)]
    public int Sessions { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        for (var i = 0; i < Sessions; i++)
        {
            _handWritten.Create($"session-{i}");
            await _sessions.CreateAsync(new CounterSessionConfig { Name = $"session-{i}" });
        }

        _name = $"session-{Sessions / 2}";
    }

    [Benchmark(Baseline = true)]
    public object? HandWritten() => _handWritten.Find(_name);

    [Benchmark]
    public object? MultiSession() => _sessions.Find(_name);

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _sessions.DisposeAsync();
}
