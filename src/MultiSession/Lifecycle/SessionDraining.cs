namespace MultiSession;

/// <summary>Stops an engine: no new work, running operations end or are cancelled, everything is saved, no session object is left.</summary>
internal static class SessionDraining
{
    public static async Task<SessionResult<Unit>> DrainAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, TimeSpan timeout, CancellationToken cancellationToken)
        where TSession : class
        where TConfig : class
    {
        services.IsDraining = true;
        var entries = services.Registry.List();
        Log.Draining(services.Logger, entries.Count, timeout);
        var errors = await Task.WhenAll(entries.Select(entry => DrainAsync(services, entry, timeout, cancellationToken))).ConfigureAwait(false);
        services.Telemetry.SessionsDrained(entries.Count);
        services.Changes.Complete();
        await services.Resources.DisposeAsync().ConfigureAwait(false);
        return errors.FirstOrDefault(error => error is not null).ToResult();
    }

    /// <summary>Enters the session's gate for its owner. False when its operation ignored its cancellation for <paramref name="timeout"/>.</summary>
    public static async ValueTask<bool> EnterForAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, TimeSpan timeout)
        where TSession : class
        where TConfig : class
    {
        if (await TryEnterAsync(services, entry, timeout, CancellationToken.None).ConfigureAwait(false)) return true;
        Log.OperationIgnoredCancellation(services.Logger, entry.Name, entry.Id, timeout);
        return false;
    }

    /// <summary>Drains one session, unless somebody is ending it already.</summary>
    public static async Task<SessionError?> DrainAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, TimeSpan timeout, CancellationToken cancellationToken)
        where TSession : class
        where TConfig : class
    {
        if (!services.Idle.TryClaim(entry.IdlePlace)) return null;
        entry.Refuse(services.Errors.Closed(entry.Name));
        if (!await TryEnterAsync(services, entry, timeout, cancellationToken).ConfigureAwait(false))
        {
            await entry.CancelAsync().ConfigureAwait(false);
            await EnterForAsync(services, entry, services.Options.CloseTimeout).ConfigureAwait(false);
        }

        var uncaptured = entry.Instance.Capture();
        await entry.Instance.ReleaseAsync().ConfigureAwait(false);
        await entry.Output.FlushAsync().ConfigureAwait(false);
        entry.Output.End();
        return uncaptured ?? await entry.Saver.SaveAllAsync().ConfigureAwait(false);
    }

    private static async ValueTask<bool> TryEnterAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, TimeSpan timeout, CancellationToken cancellationToken)
        where TSession : class
        where TConfig : class
    {
        if (entry.Gate.TryEnter()) return true;
        using var limit = new CancellationTokenSource(timeout, services.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await entry.Gate.EnterAsOwnerAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
