using System.Text.Json;

namespace MultiSession;

/// <summary>Brings stored sessions back. A record that does not fit is set aside with the reason; the others load.</summary>
internal sealed class SessionRestoring<TSession, TConfig>(SessionServices<TSession, TConfig> services, SessionCreation<TSession, TConfig> creation)
    where TSession : class
    where TConfig : class
{
    public async ValueTask<SessionResult<SessionRestoreReport>> RestoreAsync(CancellationToken cancellationToken)
    {
        var opened = await services.Persistence.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!opened.IsSuccess) return new(opened.Error);
        var loaded = await services.Persistence.LoadAsync(cancellationToken).ConfigureAwait(false);
        if (!loaded.TryGetValue(out var contents, out var error)) return new(error);

        var hadActive = services.Tracker.Active is not null;
        var restored = new List<(SessionEntry<TSession, TConfig> Entry, SessionRecord Record)>();
        var quarantined = new List<QuarantinedRecord>(contents.Quarantined);
        foreach (var record in contents.Records.Where(record => !services.Registry.Contains(record.Id)))
        {
            var result = await RestoreAsync(record, cancellationToken).ConfigureAwait(false);
            if (result.TryGetValue(out var entry, out var reason)) restored.Add((entry, record));
            else quarantined.Add(await QuarantineAsync(record, reason, cancellationToken).ConfigureAwait(false));
        }

        foreach (var record in quarantined) Log.RecordQuarantined(services.Logger, record.Key, record.Reason);
        services.Telemetry.RecordsQuarantined(quarantined.Count);
        if (!hadActive) Activate(restored);
        Log.SessionsRestored(services.Logger, restored.Count, quarantined.Count);
        return new SessionRestoreReport([.. restored.Select(one => one.Entry.Info).OrderBy(info => info.Number)], quarantined);
    }

    private async ValueTask<SessionResult<SessionEntry<TSession, TConfig>>> RestoreAsync(SessionRecord record, CancellationToken cancellationToken)
    {
        if (SessionNameRules.Check(record.Name) is { } badName) return new(services.Errors.InvalidName(record.Name, badName));
        if (record.Status == SessionStatus.Completed || !Enum.IsDefined(record.Status)) return Corrupted(record, $"its status is {record.Status}");
        if (!ReadConfig(record).TryGetValue(out var config, out var unreadable)) return new(unreadable);
        if (services.Registry.TryReserveStored(record.Id, record.Name, record.CreationOrder) != SessionReservation.Reserved)
        {
            return new(services.Errors.AlreadyExists(record.Name));
        }

        var entry = new SessionEntry<TSession, TConfig>(services, config, record.Id, record.Name, record.CreationOrder, record);
        entry.Output.Open();
        if (entry.Status != SessionStatus.Hibernated && await WakeAsync(entry, cancellationToken).ConfigureAwait(false) is { } corrupted)
        {
            services.Registry.Remove(record.Id);
            entry.Output.End();
            entry.Instance.ForgetMemory();
            return new(corrupted);
        }

        creation.Enter(entry);
        services.Telemetry.SessionRestored();
        return new(entry);
    }

    private SessionResult<TConfig> ReadConfig(SessionRecord record)
    {
        try
        {
            using var settings = JsonDocument.Parse(record.Settings);
            using var state = JsonDocument.Parse(record.State);
            var config = services.Definition.ReadSettings(record.Id, record.Name, settings.RootElement);
            return services.Definition.Validate(config) is { } invalid ? Corrupted<TConfig>(record, invalid.Message) : new(config);
        }
        catch (Exception failure) // the user's own converters may throw anything for JSON that does not fit
        {
            return Corrupted<TConfig>(record, failure.Message);
        }
    }

    // Only what is wrong with the record sets it aside. When the user's code fails, the session is there, failed, and can be tried again.
    private async ValueTask<SessionError?> WakeAsync(SessionEntry<TSession, TConfig> entry, CancellationToken cancellationToken)
    {
        try
        {
            var error = await SessionWaking.EnsureAwakeAsync(services, entry, cancellationToken).ConfigureAwait(false);
            return error is not null && error.GetType() == services.Errors.Corrupted("", "").GetType() ? error : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested) // logged and kept as the session's last error
        {
            return null;
        }
    }

    private async ValueTask<QuarantinedRecord> QuarantineAsync(SessionRecord record, SessionError reason, CancellationToken cancellationToken)
    {
        var quarantined = new QuarantinedRecord($"{record.Name} ({record.Id})", reason.Message);
        await services.Persistence.QuarantineAsync(record.Id, reason.Message, cancellationToken).ConfigureAwait(false);
        return quarantined;
    }

    // A crash between two saves may leave two marked active, or none: the one used last is the one meant.
    private void Activate(List<(SessionEntry<TSession, TConfig> Entry, SessionRecord Record)> restored)
    {
        foreach (var (entry, _) in restored.OrderBy(one => one.Record.IsActive).ThenBy(one => one.Record.LastActiveAt))
        {
            SessionSwitching.Activate(services, entry);
        }
    }

    private SessionResult<SessionEntry<TSession, TConfig>> Corrupted(SessionRecord record, string reason) =>
        Corrupted<SessionEntry<TSession, TConfig>>(record, reason);

    private SessionResult<T> Corrupted<T>(SessionRecord record, string reason) => new(services.Errors.Corrupted(record.Name, reason));
}
