using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AnalyzerCost;

/// <summary>Measures a compile and the analyzers of a package over it, each on a fresh copy that shares no bound code.</summary>
/// <remarks>Both on one thread: the compiler times analyzers by the clock, and with more threads than processors the clock counts what others do meanwhile.</remarks>
internal static class Meter
{
    /// <summary>Binds and emits.</summary>
    public static Measurement Compile(Compilation original, CancellationToken cancellationToken)
    {
        var compilation = OnOneThread(original);
        var cost = Cost.Start();
        compilation.Emit(Stream.Null, cancellationToken: cancellationToken);
        return cost.Stop(failures: 0);
    }

    public static async Task<Measurement> AnalyzeAsync(Compilation original, AnalyzerPackage package, CancellationToken cancellationToken)
    {
        var failures = 0;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (_, _, _) => Interlocked.Increment(ref failures),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true,
            reportSuppressedDiagnostics: false);
        var analysis = new CompilationWithAnalyzers(OnOneThread(original), package.Analyzers, options);
        var cost = Cost.Start();
        var result = await analysis.GetAnalysisResultAsync(cancellationToken).ConfigureAwait(false);
        var measured = cost.Stop(failures);
        return measured with { Execution = result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, telemetry) => sum + telemetry.ExecutionTime) };
    }

    private static Compilation OnOneThread(Compilation original) => original.WithOptions(original.Options.WithConcurrentBuild(false));

    private readonly record struct Cost(long Started, TimeSpan Processor, long Allocated)
    {
        public static Cost Start()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return new Cost(TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        }

        public Measurement Stop(int failures)
        {
            var wall = TimeProvider.System.GetElapsedTime(Started);
            return new Measurement(wall, wall, Environment.CpuUsage.TotalTime - Processor, GC.GetTotalAllocatedBytes() - Allocated, failures);
        }
    }
}
