using System.Text;
using System.Text.Json;

namespace MultiSession;

/// <summary>The session object and the last saved form of its state. Used only by whoever is in the session's gate.</summary>
internal sealed class SessionInstance<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    private const string NoState = "{}";

    private readonly SessionServices<TSession, TConfig> _services;
    private readonly SessionEntry<TSession, TConfig> _entry;
    private volatile string _state;

    public SessionInstance(SessionServices<TSession, TConfig> services, SessionEntry<TSession, TConfig> entry, string? storedState)
    {
        (_services, _entry, _state) = (services, entry, storedState ?? NoState);
        services.Resources.Memory.Add(_state.Length * sizeof(char));
    }

    /// <summary>The session object; <see langword="null"/> while only the saved form exists.</summary>
    public TSession? Session { get; private set; }

    /// <summary>State as JSON, as of the last <see cref="Capture"/>.</summary>
    public string State => _state;

    public void Create() =>
        Session = _services.Definition.CreateSession(_entry.Config, _entry.Output, _entry.StatusController);

    /// <summary>Makes the object anew and gives it its state. The user's own exceptions propagate.</summary>
    /// <returns><c>Storage</c> or <c>Corrupted</c>, or <see langword="null"/>.</returns>
    public async ValueTask<SessionError?> WakeAsync(CancellationToken cancellationToken)
    {
        if (await _entry.Output.ReloadAsync(cancellationToken).ConfigureAwait(false) is { } unreadable) return unreadable;
        Create();
        if (Restore() is { } corrupted)
        {
            await ReleaseAsync().ConfigureAwait(false);
            return corrupted;
        }

        try
        {
            if (Session is ISessionLifecycle lifecycle) await lifecycle.OnRestoredAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch
        {
            await ReleaseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes the object's state down as JSON.</summary>
    public SessionError? Capture()
    {
        if (Session is not { } session) return null;
        try
        {
            using var scratch = JsonScratch.Rent();
            _services.Definition.WriteState(session, scratch.Writer);
            Keep(scratch.Written);
            return null;
        }
        catch (Exception failure) // the user's own converters may throw anything; the state kept so far stays
        {
            return _services.Errors.Storage("save", $"the state could not be written as JSON: {failure.Message}");
        }
    }

    /// <summary>Disposes the object and lets it go. A failing disposal is logged: nobody could act on it.</summary>
    public async ValueTask ReleaseAsync()
    {
        var session = Session;
        Session = null;
        try
        {
            if (session is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync().ConfigureAwait(false);
            else (session as IDisposable)?.Dispose();
        }
        catch (Exception failure) // the user's code; the session ends all the same
        {
            Log.DisposeFailed(_services.Logger, _entry.Name, _entry.Id, failure);
        }
    }

    public void ForgetMemory() => _services.Resources.Memory.Add(-_state.Length * sizeof(char));

    private SessionError? Restore()
    {
        try
        {
            using var state = JsonDocument.Parse(_state);
            if (Session is { } session) _services.Definition.ReadState(session, state.RootElement);
            return null;
        }
        catch (Exception failure) // the user's own converters may throw anything for JSON that does not fit
        {
            return _services.Errors.Corrupted(_entry.Name, $"its state does not fit: {failure.Message}");
        }
    }

    private void Keep(ReadOnlySpan<byte> json)
    {
        if (IsKept(json)) return;
        var before = _state.Length;
        _state = Encoding.UTF8.GetString(json);
        _services.Resources.Memory.Add((_state.Length - before) * sizeof(char));
    }

    // The writer escapes everything beyond ASCII, so bytes and characters compare one to one.
    private bool IsKept(ReadOnlySpan<byte> json) => Ascii.Equals(json, _state);
}
