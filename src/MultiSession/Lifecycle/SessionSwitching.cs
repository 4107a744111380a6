namespace MultiSession;

/// <summary>Moves the user's attention from one session to another.</summary>
internal static class SessionSwitching
{
    /// <summary>Makes a session active and pins it, so that it does not expire; unpins the one before. False when it is being ended.</summary>
    public static bool Activate<TSession, TConfig>(SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry)
        where TSession : class
        where TConfig : class
    {
        if (!entry.TryPin()) return false;
        if (!services.Tracker.TryActivate(entry.Id, out var previous))
        {
            entry.Unpin();
            return false;
        }

        if (previous is { } id) services.Registry.Get(id)?.Unpin();
        return true;
    }

    public static async ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> SwitchAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, CancellationToken cancellationToken)
        where TSession : class
        where TConfig : class
    {
        var previous = services.Tracker.Active is { } id && id != entry.Id ? services.Registry.Get(id) : null;
        if (!Activate(services, entry)) return new(entry.EndedBy ?? services.Errors.Closed(entry.Name));
        entry.Touch();
        if (entry.Status is SessionStatus.WaitingForInput or SessionStatus.Paused) entry.TryMove(SessionStatus.Active, "switched to");
        if (entry.Status is SessionStatus.Hibernated) await WakeAsync(services, entry, cancellationToken).ConfigureAwait(false);

        // The switch has happened. When it cannot be saved, that is logged, and shows as the store's health; the user is not locked out.
        await entry.Saver.SaveChangesAsync().ConfigureAwait(false);
        if (previous is { IsClosing: false }) await previous.Saver.SaveChangesAsync().ConfigureAwait(false);
        Log.SessionSwitched(services.Logger, entry.Name, entry.Id);
        return new(entry);
    }

    // So that the replay is there to be shown. A busy gate means that an operation wakes it just now.
    private static async ValueTask WakeAsync<TSession, TConfig>(
        SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, CancellationToken cancellationToken)
        where TSession : class
        where TConfig : class
    {
        if (!entry.Gate.TryEnter()) return;
        try
        {
            await SessionWaking.EnsureAwakeAsync(services, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested) // logged, and kept as the session's last error
        {
        }
        finally
        {
            entry.Gate.Exit();
        }
    }
}
