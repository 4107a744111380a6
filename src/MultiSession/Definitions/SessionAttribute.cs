namespace MultiSession;

/// <summary>Declares a kind of session: the generator emits its config, errors, handle, coordinator and registration.</summary>
/// <remarks>The class must be <c>partial</c>. Values given here are defaults; configuration and code may override them.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SessionAttribute : Attribute
{
    /// <summary>Name of the session type in stores, logs and metrics. Default: derived from the class name. Must be unique per store.</summary>
    public string? Name { get; init; }

    /// <summary>Most sessions of this type that may be live at once. Default: <see cref="SessionOptions.DefaultMaxSessions"/>.</summary>
    public int MaxSessions { get; init; } = SessionOptions.DefaultMaxSessions;

    /// <summary>How long a session may be idle before it expires, as <c>[d.]hh:mm:ss</c>. Default: one hour.</summary>
    public string IdleTimeout { get; init; } = "01:00:00";

    /// <summary>The <c>JsonSerializerContext</c> that serialises settings and state. Default: none, so only built-in types can be used.</summary>
    public Type? JsonContext { get; init; }
}
