namespace MultiSession;

/// <summary>Creates sessions: validate, reserve name and place, make the object, save, and only then let others see it.</summary>
internal sealed class SessionCreation<TSession, TConfig>(SessionServices<TSession, TConfig> services)
    where TSession : class
    where TConfig : class
{
    public async ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> CreateAsync(TConfig config, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var definition = services.Definition;
        if (services.IsDraining) return new(services.Errors.Closed(definition.TypeName));
        if (definition.Validate(config) is { } invalid) return new(invalid);
        var id = definition.GetId(config);
        if (!Reserve(id, definition.GetName(config)).TryGetValue(out var name, out var refused)) return new(refused);

        SessionEntry<TSession, TConfig>? entry = null;
        var isCommitted = false;
        try
        {
            entry = new SessionEntry<TSession, TConfig>(services, definition.WithName(config, name), id, name, services.Registry.OrderOf(id));
            entry.Instance.Create();
            var error = entry.Instance.Capture() ?? await entry.Saver.SaveChangesAsync().ConfigureAwait(false);
            if (error is not null) return new(error);
            Enter(entry);
            isCommitted = true;
        }
        catch (SessionException failure) when (services.IsOwn(failure))
        {
            return new(failure.Error);
        }
        finally
        {
            if (!isCommitted) await AbandonAsync(id, entry).ConfigureAwait(false);
        }

        entry.Output.Open();
        services.Telemetry.SessionCreated();
        Log.SessionCreated(services.Logger, name, id);
        if (!services.IsDraining) return new(entry);

        // The drain began meanwhile and may have missed this one.
        await SessionDraining.DrainAsync(services, entry, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return new(services.Errors.Closed(name));
    }

    /// <summary>Lets a session that is made and saved be seen; it becomes active if no other is.</summary>
    public void Enter(SessionEntry<TSession, TConfig> entry)
    {
        services.Registry.Commit(entry.Id, entry);
        services.Expired.Remove(entry.Name);
        if (!services.Tracker.Add(entry.Id)) entry.Unpin();
    }

    private SessionResult<string> Reserve(SessionId id, string? wanted)
    {
        if (wanted is null) return ReserveGenerated(id);
        if (SessionNameRules.Check(wanted) is { } reason) return new(services.Errors.InvalidName(wanted, reason));
        return services.Registry.TryReserve(id, wanted) is var outcome and not SessionReservation.Reserved ? new(Refusal(outcome, id, wanted)) : new(wanted);
    }

    private SessionResult<string> ReserveGenerated(SessionId id)
    {
        var outcome = SessionReservation.NameTaken;
        var name = SessionNameGenerator.Generate(name =>
            (outcome = services.Registry.TryReserve(id, name)) != SessionReservation.NameTaken);
        return outcome == SessionReservation.Reserved ? new(name) : new(Refusal(outcome, id, name));
    }

    private SessionError Refusal(SessionReservation outcome, SessionId id, string name) => outcome switch
    {
        SessionReservation.Full => services.Errors.LimitReached(services.Options.MaxSessions),
        SessionReservation.IdTaken => services.Errors.AlreadyExists(id.ToString()),
        _ => services.Errors.AlreadyExists(name),
    };

    private async ValueTask AbandonAsync(SessionId id, SessionEntry<TSession, TConfig>? entry)
    {
        services.Registry.Remove(id);
        if (entry is null) return;
        entry.Output.End();
        await entry.Instance.ReleaseAsync().ConfigureAwait(false);
        entry.Instance.ForgetMemory();
    }
}
