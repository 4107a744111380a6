namespace MultiSession;

/// <summary>Makes the object of a session that has none: hibernated, failed or just restored. Called inside the session's gate.</summary>
internal static class SessionWaking
{
    /// <summary>Wakes the session if need be. When that fails the session is <see cref="SessionStatus.Failed"/>, and the next call tries again.</summary>
    /// <returns>The error, or <see langword="null"/>; exceptions of the user's own code propagate.</returns>
    public static async ValueTask<SessionError?> EnsureAwakeAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, CancellationToken cancellationToken)
        where TSession : class
        where TConfig : class
    {
        if (entry.Status == SessionStatus.Failed) await entry.Instance.ReleaseAsync().ConfigureAwait(false);
        if (entry.Instance.Session is not null) return null;
        try
        {
            var error = await entry.Instance.WakeAsync(cancellationToken).ConfigureAwait(false);
            if (error is null) Ready(entry);
            else Fail(services, entry, services.Errors.ToException(error));
            return error;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (SessionException failure) when (services.IsOwn(failure))
        {
            Fail(services, entry, failure);
            return failure.Error;
        }
        catch (Exception failure) // the user's constructor or hook; the session keeps its saved form
        {
            Fail(services, entry, failure);
            throw;
        }
    }

    // A paused session stays paused: only a switch ends that.
    private static void Ready<TSession, TConfig>(SessionEntry<TSession, TConfig> entry)
        where TSession : class
        where TConfig : class
    {
        if (entry.Status is SessionStatus.Hibernated or SessionStatus.Failed) entry.TryMove(SessionStatus.Active, "woken");
    }

    private static void Fail<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, Exception failure)
        where TSession : class
        where TConfig : class
    {
        entry.SetLastError(failure);
        entry.TryMove(SessionStatus.Failed, failure.Message);
        Log.WakeFailed(services.Logger, entry.Name, entry.Id, failure);
    }
}
