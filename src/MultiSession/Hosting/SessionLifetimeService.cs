using Microsoft.Extensions.Hosting;

namespace MultiSession;

/// <summary>Restores the sessions when the host starts, and drains them when it stops.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
/// <param name="engine">The engine.</param>
public sealed class SessionLifetimeService<TSession, TConfig>(SessionEngine<TSession, TConfig> engine) : IHostedService
    where TSession : class
    where TConfig : class
{
    /// <summary>Restores. Throws the session type's exception with <c>Storage</c>, so that the host does not start without its sessions.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        (await engine.RestoreAsync(cancellationToken).ConfigureAwait(false)).ValueOrThrow(engine.Definition.Errors);

    /// <summary>Drains within <see cref="SessionOptions.DrainTimeout"/>. Throws the session type's exception when a session could not be saved.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        (await engine.DrainAsync(engine.Options.DrainTimeout, cancellationToken).ConfigureAwait(false)).ValueOrThrow(engine.Definition.Errors);
}
