using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiSession;

/// <summary>Id of a session: a version 7 UUID, so ids sort by creation time; 32 lower-case hexadecimal digits as text.</summary>
[JsonConverter(typeof(SessionIdJsonConverter))]
public readonly record struct SessionId : IComparable<SessionId>, ISpanParsable<SessionId>
{
    /// <summary>Number of digits of an id as text.</summary>
    public const int TextLength = 32;

    private readonly Guid _value;

    /// <summary>Wraps a UUID.</summary>
    public SessionId(Guid value) => _value = value;

    /// <summary>A new id.</summary>
    /// <param name="clock">Gives the time part. Default: <see cref="TimeProvider.System"/>.</param>
    public static SessionId New(TimeProvider? clock = null) => new(Guid.CreateVersion7((clock ?? TimeProvider.System).GetUtcNow()));

    /// <summary>The UUID.</summary>
    public Guid ToGuid() => _value;

    /// <summary>Orders ids by their text, so by creation time.</summary>
    public int CompareTo(SessionId other) => _value.CompareTo(other._value);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => _value.ToString("N");

    /// <summary>Reads 32 hexadecimal digits. Throws <see cref="FormatException"/> on anything else.</summary>
    public static SessionId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static SessionId Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a session id: it needs {TextLength} hexadecimal digits.");

    /// <summary>Reads 32 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads 32 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SessionId result)
    {
        var parsed = Guid.TryParseExact(s, "N", out var value);
        result = new SessionId(value);
        return parsed;
    }

    /// <summary>Whether <paramref name="left"/> sorts first.</summary>
    public static bool operator <(SessionId left, SessionId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts first or is equal.</summary>
    public static bool operator <=(SessionId left, SessionId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> sorts last.</summary>
    public static bool operator >(SessionId left, SessionId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> sorts last or is equal.</summary>
    public static bool operator >=(SessionId left, SessionId right) => left.CompareTo(right) >= 0;
}

/// <summary>Writes a <see cref="SessionId"/> as its text.</summary>
public sealed class SessionIdJsonConverter : JsonConverter<SessionId>
{
    /// <inheritdoc/>
    public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SessionId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not a session id.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
