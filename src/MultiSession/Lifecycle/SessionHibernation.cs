namespace MultiSession;

/// <summary>Lets session objects go while their saved form stays: on request, and the longest idle ones under memory pressure.</summary>
internal sealed class SessionHibernation<TSession, TConfig>(SessionServices<TSession, TConfig> services)
    where TSession : class
    where TConfig : class
{
    public async ValueTask<SessionResult<Unit>> HibernateAsync(SessionEntry<TSession, TConfig> entry, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, entry.Lifetime);
        try
        {
            if (!await entry.Gate.EnterAsync(linked.Token).ConfigureAwait(false))
            {
                return new(services.Errors.QueueFull(entry.Name, entry.Gate.MaxPending));
            }
        }
        catch (OperationCanceledException) when (entry.EndedBy is not null)
        {
            return new(entry.EndedBy);
        }

        try
        {
            return (await HibernateInGateAsync(entry).ConfigureAwait(false)).ToResult();
        }
        finally
        {
            entry.Gate.Exit();
        }
    }

    /// <summary>Hibernates the longest idle sessions until memory is below the low-water mark.</summary>
    public async ValueTask RelieveAsync(CancellationToken cancellationToken)
    {
        var memory = services.Resources.Memory;
        if (!memory.IsOverBudget) return;
        foreach (var entry in services.Idle.LongestIdle())
        {
            if (!memory.IsOverLowWaterMark || cancellationToken.IsCancellationRequested) return;
            if (entry.Status == SessionStatus.Hibernated || !entry.Gate.TryEnter()) continue;
            try
            {
                await HibernateInGateAsync(entry).ConfigureAwait(false);
            }
            finally
            {
                entry.Gate.Exit();
            }
        }
    }

    private async ValueTask<SessionError?> HibernateInGateAsync(SessionEntry<TSession, TConfig> entry)
    {
        if (entry.EndedBy is { } ended) return ended;
        var status = entry.Status;
        if (status == SessionStatus.Hibernated) return null;
        if (entry.Instance.Capture() is { } uncaptured) return uncaptured;
        if (!entry.TryMove(SessionStatus.Hibernated)) return services.Errors.InvalidTransition(entry.Name, status, SessionStatus.Hibernated);
        if (await entry.Saver.SaveAllAsync().ConfigureAwait(false) is { } unsaved)
        {
            entry.TryMove(SessionStatus.Active, unsaved.Message);
            return unsaved;
        }

        await entry.Instance.ReleaseAsync().ConfigureAwait(false);
        await entry.Output.FlushAsync().ConfigureAwait(false);
        entry.Output.ReleaseMemory();
        services.Telemetry.SessionHibernated();
        Log.SessionHibernated(services.Logger, entry.Name, entry.Id);
        return null;
    }
}
