using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MultiSession;

/// <summary>Unhealthy while the store fails; degraded at the session limit or over the memory budget.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
/// <param name="engine">The engine.</param>
public sealed class SessionHealthCheck<TSession, TConfig>(SessionEngine<TSession, TConfig> engine) : IHealthCheck
    where TSession : class
    where TConfig : class
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (statistics, options) = (engine.Statistics, engine.Options);
        var data = new Dictionary<string, object>
        {
            ["live"] = statistics.Live,
            ["waiting"] = statistics.Waiting,
            ["processing"] = statistics.Processing,
            ["hibernated"] = statistics.Hibernated,
            ["memoryBytes"] = statistics.MemoryBytes,
        };
        var result = (engine.StoreFailure, statistics) switch
        {
            ({ } failure, _) => new HealthCheckResult(context.Registration.FailureStatus, $"The store fails: {failure}", data: data),
            (_, { Live: var live }) when live >= options.MaxSessions => HealthCheckResult.Degraded($"All {options.MaxSessions} sessions are in use.", data: data),
            (_, { MemoryBytes: var bytes }) when bytes > options.MemoryBudgetBytes =>
                HealthCheckResult.Degraded($"Sessions keep {bytes} bytes, the budget is {options.MemoryBudgetBytes}.", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        };
        return Task.FromResult(result);
    }
}
