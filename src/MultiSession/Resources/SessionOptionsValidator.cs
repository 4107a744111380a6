using System.Globalization;
using Microsoft.Extensions.Options;

namespace MultiSession;

/// <summary>Checks <see cref="SessionOptions"/>; every failure names the option, its value and its limits.</summary>
public sealed class SessionOptionsValidator : IValidateOptions<SessionOptions>
{
    private const int MaxCount = 1_000_000;
    private const int MaxOutputBufferBytes = 1 << 30;
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(1);

    // The longest time that the timers of the framework take.
    private static readonly TimeSpan LongestTime = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Checks every option and reports every failure.</summary>
    public ValidateOptionsResult Validate(string? name, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] failures =
        [
            .. Check(nameof(options.MaxSessions), options.MaxSessions, 1, MaxCount),
            .. Check(nameof(options.StateChangeCapacity), options.StateChangeCapacity, 1, MaxCount),
            .. Check(nameof(options.OutputSubscriberCapacity), options.OutputSubscriberCapacity, 1, MaxCount),
            .. Check(nameof(options.OutputBufferBytes), options.OutputBufferBytes, SessionOutputBuffer.MinCapacityBytes, MaxOutputBufferBytes),
            .. Check(nameof(options.MaxPendingOperations), options.MaxPendingOperations, 0, MaxCount),
            .. Check(nameof(options.MaxConcurrentOperations), options.MaxConcurrentOperations, 1, MaxCount),
            .. Check(nameof(options.OperationsPerMinute), options.OperationsPerMinute ?? 1, 1, MaxCount),
            .. Check(nameof(options.MemoryBudgetBytes), options.MemoryBudgetBytes, SessionOutputBuffer.MinCapacityBytes, long.MaxValue),
            .. Check(nameof(options.IdleTimeout), options.IdleTimeout, ShortestTime, TimeSpan.MaxValue),
            .. Check(nameof(options.CleanupInterval), options.CleanupInterval, ShortestTime, LongestTime),
            .. Check(nameof(options.LockTimeout), options.LockTimeout, ShortestTime, LongestTime),
            .. Check(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, LongestTime),
            .. Check(nameof(options.CloseTimeout), options.CloseTimeout, TimeSpan.Zero, LongestTime),
            .. options.OperationTimeout == Timeout.InfiniteTimeSpan
                ? []
                : Check(nameof(options.OperationTimeout), options.OperationTimeout, ShortestTime, LongestTime),
        ];
        var prefix = string.IsNullOrEmpty(name) ? "" : $"Options of '{name}': ";
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(failure => prefix + failure));
    }

    /// <summary>Throws <see cref="OptionsValidationException"/> if an option is out of its bounds.</summary>
    internal static void ThrowIfInvalid(string name, SessionOptions options)
    {
        var result = new SessionOptionsValidator().Validate(name, options);
        if (result.Failed) throw new OptionsValidationException(name, typeof(SessionOptions), result.Failures);
    }

    private static IEnumerable<string> Check<T>(string option, T value, T minimum, T maximum)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) >= 0 && value.CompareTo(maximum) <= 0) yield break;
        yield return string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must be at least {minimum} and at most {maximum}.");
    }
}
