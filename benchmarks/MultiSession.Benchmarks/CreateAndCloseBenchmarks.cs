using BenchmarkDotNet.Attributes;

namespace MultiSession.Benchmarks;

/// <summary>One session from its creation to its end, in an otherwise empty program.</summary>
[MemoryDiagnoser]
public class CreateAndCloseBenchmarks
{
    private const string Name = "alpha";

    private readonly HandWrittenSessions _handWritten = new();
    private readonly CounterSessionCoordinator _sessions = new(new CounterSessionContext());

    [Benchmark(Baseline = true)]
    public void HandWritten()
    {
        _handWritten.Create(Name);
        _handWritten.Close(Name);
    }

    [Benchmark]
    public async Task MultiSession()
    {
        await _sessions.CreateAsync(new CounterSessionConfig { Name = Name });
        await _sessions.CloseAsync(Name);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _sessions.DisposeAsync();
}
