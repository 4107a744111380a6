namespace MultiSession;

/// <summary>Ends sessions for good, closed or expired: refuse, cancel, dispose, delete, and only then forget.</summary>
internal sealed class SessionEnding<TSession, TConfig>(SessionServices<TSession, TConfig> services)
    where TSession : class
    where TConfig : class
{
    public async ValueTask<SessionResult<Unit>> CloseAsync(SessionEntry<TSession, TConfig> entry)
    {
        var closed = services.Errors.Closed(entry.Name);
        if (!services.Idle.TryClaim(entry.IdlePlace)) return new(entry.EndedBy ?? closed);
        return (await EndAsync(entry, closed, SessionEndReason.Closed).ConfigureAwait(false)).ToResult();
    }

    /// <summary>Ends the sessions that were idle too long. One that cannot be deleted stays and is tried again after another idle time.</summary>
    public async ValueTask<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var expired = 0;
        while (!cancellationToken.IsCancellationRequested && services.Idle.TryClaimExpired(services.Options.IdleTimeout, out var entry))
        {
            if (services.Locks.IsLocked(entry.Id))
            {
                services.Idle.Unclaim(entry.IdlePlace);
                continue;
            }

            var at = services.Clock.GetUtcNow();
            if (await EndAsync(entry, services.Errors.Expired(entry.Name, at), SessionEndReason.Expired).ConfigureAwait(false) is null) expired++;
        }

        return expired;
    }

    private async ValueTask<SessionError?> EndAsync(SessionEntry<TSession, TConfig> entry, SessionError reason, SessionEndReason endReason)
    {
        await entry.BeginCloseAsync(reason).ConfigureAwait(false);
        var entered = await SessionDraining.EnterForAsync(services, entry, services.Options.CloseTimeout).ConfigureAwait(false);
        await entry.Instance.ReleaseAsync().ConfigureAwait(false);
        await entry.Output.FlushAsync().ConfigureAwait(false);
        var deleted = await services.Persistence.DeleteAsync(entry.Id, CancellationToken.None).ConfigureAwait(false);
        if (!deleted.IsSuccess)
        {
            entry.TryMove(SessionStatus.Hibernated, deleted.Error.Message);
            entry.Revive();
            if (entered) entry.Gate.Exit();
            services.Idle.Unclaim(entry.IdlePlace);
            return deleted.Error;
        }

        // The gate is never left: nothing may run in this session any more.
        Forget(entry, endReason);
        return null;
    }

    private void Forget(SessionEntry<TSession, TConfig> entry, SessionEndReason reason)
    {
        if (reason == SessionEndReason.Expired) services.Expired.Add(entry.Id, entry.Name, services.Clock.GetUtcNow());
        entry.TryMove(SessionStatus.Completed, reason == SessionEndReason.Expired ? "expired" : "closed");
        services.Registry.Remove(entry.Id);
        services.Locks.Remove(entry.Id);
        entry.Output.End();
        entry.Instance.ForgetMemory();
        if (services.Tracker.Remove(entry.Id) is { } successor) services.Registry.Get(successor)?.TryPin();
        services.Telemetry.SessionEnded(reason);
        Log.SessionEnded(services.Logger, entry.Name, entry.Id, reason);
    }
}
