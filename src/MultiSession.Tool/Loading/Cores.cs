namespace MultiSession.Tool.Loading;

/// <summary>How much is done side by side.</summary>
internal static class Cores
{
    /// <summary>One piece of work for each core: left alone, a loop that waits for memory is given ever more threads, and each of them more memory.</summary>
    public static ParallelOptions All(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
}
