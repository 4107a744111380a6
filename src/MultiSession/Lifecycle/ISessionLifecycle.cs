namespace MultiSession;

/// <summary>Optional hook of a session class. Disposal is told through <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>.</summary>
public interface ISessionLifecycle
{
    /// <summary>The session object was made anew for a stored or hibernated session and has its state; no operation has run in it yet.</summary>
    ValueTask OnRestoredAsync(CancellationToken cancellationToken);
}
