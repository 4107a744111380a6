namespace MultiSession;

/// <summary>Answers questions about the live sessions, in the terms of the session type's errors.</summary>
internal sealed class SessionLookup<TSession, TConfig>(SessionServices<TSession, TConfig> services)
    where TSession : class
    where TConfig : class
{
    public SessionResult<SessionEntry<TSession, TConfig>> Find(string reference)
    {
        var match = services.Registry.Find(reference);
        if (match.Entry is { } entry) return new(entry);
        if (match.IsAmbiguous) return new(services.Errors.Ambiguous(reference, match.Matches));
        return services.Expired.TryGet(reference, out var at)
            ? new(services.Errors.Expired(reference, at))
            : new(services.Errors.NotFound(reference, NearestName.Find(reference, services.Registry.Names())));
    }

    public IReadOnlyList<SessionInfo> List() => [.. services.Registry.List().Select((entry, index) => entry.ToInfo(index + 1))];

    public SessionStatistics Count()
    {
        var statuses = services.Registry.List().Select(entry => entry.Status).ToArray();
        return new SessionStatistics
        {
            Live = statuses.Length,
            Waiting = statuses.Count(status => status == SessionStatus.WaitingForInput),
            Processing = statuses.Count(status => status == SessionStatus.Processing),
            Hibernated = statuses.Count(status => status == SessionStatus.Hibernated),
            Created = services.Telemetry.Created,
            Restored = services.Telemetry.Restored,
            Closed = services.Telemetry.Closed,
            Expired = services.Telemetry.Expired,
            Quarantined = services.Telemetry.Quarantined,
            OperationsSucceeded = services.Telemetry.Succeeded,
            OperationsFailed = services.Telemetry.Failed,
            StateChangesDropped = services.Changes.Dropped,
            MemoryBytes = services.Resources.Memory.TotalBytes,
        };
    }

    public async ValueTask<SessionResult<SessionLock>> LockAsync(
        IReadOnlyList<string> references, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<SessionId, SessionEntry<TSession, TConfig>>();
        foreach (var reference in references)
        {
            if (!Find(reference).TryGetValue(out var entry, out var error)) return new(error);
            entries[entry.Id] = entry;
        }

        var attempt = await services.Locks.AcquireAsync(entries.Keys, timeout, cancellationToken).ConfigureAwait(false);
        services.Telemetry.LockWaited(attempt.Waited, attempt.Lock is not null);
        if (attempt.Lock is { } acquired) return new(acquired);
        var blocking = entries[attempt.Blocking ?? entries.Keys.First()];
        return new(blocking.EndedBy ?? services.Errors.Locked(blocking.Name, attempt.Waited));
    }
}
