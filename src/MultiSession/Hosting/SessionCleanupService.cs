using Microsoft.Extensions.Hosting;

namespace MultiSession;

/// <summary>Calls <see cref="SessionEngine{TSession, TConfig}.ExpireIdleAsync"/> every <see cref="SessionOptions.CleanupInterval"/>.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
/// <param name="engine">The engine.</param>
public sealed class SessionCleanupService<TSession, TConfig>(SessionEngine<TSession, TConfig> engine) : BackgroundService
    where TSession : class
    where TConfig : class
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(engine.Options.CleanupInterval, engine.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) await CleanUpAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task CleanUpAsync(CancellationToken stoppingToken)
    {
        try
        {
            await engine.ExpireIdleAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested) // a clean-up that dies leaks every session after it
        {
            Log.CleanupFailed(engine.Logger, failure);
        }
    }
}
