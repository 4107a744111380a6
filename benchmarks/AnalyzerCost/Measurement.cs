namespace AnalyzerCost;

/// <summary>What one run cost.</summary>
/// <param name="Execution">Time inside analyzers; for a compile, all of its time.</param>
/// <param name="Wall">Time on the clock.</param>
/// <param name="Processor">Processor time of the process, collections and compilation of machine code included.</param>
/// <param name="Allocated">Bytes that the process allocated meanwhile.</param>
/// <param name="Failures">Exceptions of analyzers (AD0001).</param>
internal readonly record struct Measurement(TimeSpan Execution, TimeSpan Wall, TimeSpan Processor, long Allocated, int Failures)
{
    /// <summary>The median of each figure; failures are not averaged but summed.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> rounds) => new(
        Middle(rounds.Select(round => round.Execution)),
        Middle(rounds.Select(round => round.Wall)),
        Middle(rounds.Select(round => round.Processor)),
        Middle(rounds.Select(round => round.Allocated)),
        rounds.Sum(round => round.Failures));

    private static T Middle<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
