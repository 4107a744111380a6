using System.Text.Json;

namespace MultiSession;

/// <summary>What the engine must know of one session type. The generator implements it; it holds no state and is thread-safe.</summary>
/// <typeparam name="TSession">The user's session class.</typeparam>
/// <typeparam name="TConfig">The generated immutable config.</typeparam>
public abstract class SessionDefinition<TSession, TConfig>
    where TSession : class
    where TConfig : class
{
    /// <summary>Name of the session type: key in stores, tag in telemetry. Unique per store.</summary>
    public abstract string TypeName { get; }

    /// <summary>Makes the errors of this session type.</summary>
    public abstract ISessionErrors Errors { get; }

    /// <summary>Writes the defaults of the <c>[Session]</c> attribute into <paramref name="options"/>.</summary>
    public abstract void ApplyDefaults(SessionOptions options);

    /// <summary>The config's id.</summary>
    public abstract SessionId GetId(TConfig config);

    /// <summary>The config's name; <see langword="null"/> asks the engine to generate one.</summary>
    public abstract string? GetName(TConfig config);

    /// <summary>The same config under another name.</summary>
    public abstract TConfig WithName(TConfig config, string name);

    /// <summary>Checks the settings; <see langword="null"/> when all are good.</summary>
    public abstract SessionError? Validate(TConfig config);

    /// <summary>Makes the session object. Called again when a session is restored or wakes from hibernation.</summary>
    /// <param name="config">Settings, with the final name.</param>
    /// <param name="output">The session's output, which outlives the session object.</param>
    /// <param name="status">Lets the session move its own status.</param>
    public abstract TSession CreateSession(TConfig config, SessionOutput output, SessionStatusController status);

    /// <summary>Writes the settings, without id and name, as one JSON object.</summary>
    public abstract void WriteSettings(TConfig config, Utf8JsonWriter writer);

    /// <summary>Reads what <see cref="WriteSettings"/> wrote. Throws <see cref="JsonException"/> when the JSON does not fit.</summary>
    public abstract TConfig ReadSettings(SessionId id, string name, JsonElement settings);

    /// <summary>Writes the state as one JSON object. Runs while no operation runs in the session.</summary>
    public abstract void WriteState(TSession session, Utf8JsonWriter writer);

    /// <summary>Reads what <see cref="WriteState"/> wrote. Throws <see cref="JsonException"/> when the JSON does not fit.</summary>
    public abstract void ReadState(TSession session, JsonElement state);
}
