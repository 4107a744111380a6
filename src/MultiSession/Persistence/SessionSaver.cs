using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MultiSession;

/// <summary>Saves one session, one save at a time, each over the version before it; requests that meet a running save share the next.</summary>
internal sealed class SessionSaver<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    private readonly SessionServices<TSession, TConfig> _services;
    private readonly SessionEntry<TSession, TConfig> _entry;
    private readonly CoalescedWork _work;
    private readonly string _settings;
    private volatile SessionRecord? _saved;

    public SessionSaver(SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, SessionRecord? stored)
    {
        (_services, _entry, _saved) = (services, entry, stored);
        _settings = stored?.Settings ?? WriteSettings(services.Definition, entry.Config);
        _work = new CoalescedWork(SaveLatestAsync);
    }

    /// <summary>Saves what changed, but for the time of last use, which alone is not worth a write.</summary>
    public ValueTask<SessionError?> SaveChangesAsync() => SaveAsync(_saved is { } saved ? Latest(saved.LastActiveAt) : null);

    /// <summary>Saves what changed, the time of last use included.</summary>
    public ValueTask<SessionError?> SaveAllAsync() => SaveAsync(_saved is null ? null : Latest(_entry.LastActiveAt));

    /// <summary>Whether anything at all differs from what is stored.</summary>
    public bool IsDirty => _saved is not { } saved || Latest(_entry.LastActiveAt) != saved;

    private async ValueTask<SessionError?> SaveAsync(SessionRecord? latest)
    {
        if (latest is not null && latest == _saved && !_work.IsRunning) return null;
        try
        {
            await _work.RequestAsync().ConfigureAwait(false);
            return null;
        }
        catch (SessionException failure)
        {
            return failure.Error;
        }
    }

    private async Task SaveLatestAsync()
    {
        var latest = Latest(_entry.LastActiveAt);
        if (latest == _saved) return;
        var saved = await _services.Persistence.SaveAsync(latest, CancellationToken.None).ConfigureAwait(false);
        _saved = latest with { Version = saved.ValueOrThrow(_services.Errors) };
    }

    // A new session is saved before it is seen; the first one becomes active then, which is not worth a second write.
    private bool IsAboutToBeActive => _saved is null && _services.Tracker.Active is null;

    private SessionRecord Latest(DateTimeOffset lastActiveAt) => new(
        _services.Definition.TypeName,
        _entry.Id,
        _entry.Name,
        _entry.CreationOrder,
        _entry.Status,
        _entry.IsActive || IsAboutToBeActive,
        _entry.CreatedAt,
        lastActiveAt,
        _settings,
        _entry.Instance.State,
        _saved?.Version ?? 0);

    private static string WriteSettings(SessionDefinition<TSession, TConfig> definition, TConfig config)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) definition.WriteSettings(config, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
