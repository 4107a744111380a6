using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MultiSession;

/// <summary>Writes and reads settings and state for generated definitions. Every misfit becomes a <see cref="JsonException"/> that names the member.</summary>
public static class SessionJson
{
    private const string TrimWarning = "Give [Session] a JsonContext, so that settings and state are serialised without reflection.";

    /// <summary>Reads a member; <paramref name="missing"/> stands in for one that was not stored.</summary>
    public static T Read<T>(JsonElement parent, string name, T missing, Func<JsonElement, T> read) =>
        ObjectOf(parent).TryGetProperty(name, out var value) ? Read(name, value, read) : missing;

    /// <summary>Reads a member that has no default.</summary>
    public static T ReadRequired<T>(JsonElement parent, string name, Func<JsonElement, T> read) =>
        ObjectOf(parent).TryGetProperty(name, out var value) ? Read(name, value, read) : throw new JsonException($"The stored value of '{name}' is missing.");

    /// <summary>Reads text; JSON null is refused.</summary>
    public static string ReadString(JsonElement value) => value.GetString() ?? throw new JsonException("Text is expected.");

    /// <summary>Reads one UTF-16 character.</summary>
    public static char ReadChar(JsonElement value) =>
        value.GetString() is [var character] ? character : throw new JsonException("One character is expected.");

    /// <summary>Reads an enum value by name, or by number where no name was known.</summary>
    public static T ReadEnum<T>(JsonElement value)
        where T : struct, Enum => Enum.TryParse<T>(value.GetString(), out var result)
            ? result
            : throw new JsonException($"'{value.GetString()}' is not a value of {typeof(T).Name}.");

    /// <summary>Reads invariant text.</summary>
    public static T ReadText<T>(JsonElement value)
        where T : IParsable<T> => T.Parse(ReadString(value), CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="WriteDouble"/> wrote.</summary>
    public static double ReadDouble(JsonElement value) => value.ValueKind is JsonValueKind.String
        ? double.Parse(ReadString(value), CultureInfo.InvariantCulture)
        : value.GetDouble();

    /// <summary>Writes a number; infinities and NaN, which JSON does not have, as text.</summary>
    public static void WriteDouble(Utf8JsonWriter writer, string name, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(value)) writer.WriteNumber(name, value);
        else writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes an object by its contract in <paramref name="context"/>.</summary>
    public static void WriteObject<T>(Utf8JsonWriter writer, string name, T value, JsonSerializerContext context)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, ContractOf<T>(context));
    }

    /// <summary>Writes an object by reflection.</summary>
    [RequiresUnreferencedCode(TrimWarning)]
    [RequiresDynamicCode(TrimWarning)]
    public static void WriteObject<T>(Utf8JsonWriter writer, string name, T value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value);
    }

    /// <summary>Reads an object by its contract in <paramref name="context"/>.</summary>
    public static T ReadObject<T>(JsonElement value, JsonSerializerContext context) =>
        value.Deserialize(ContractOf<T>(context)) ?? throw new JsonException("A value is expected.");

    /// <summary>Reads an object by reflection.</summary>
    [RequiresUnreferencedCode(TrimWarning)]
    [RequiresDynamicCode(TrimWarning)]
    public static T ReadObject<T>(JsonElement value) => value.Deserialize<T>() ?? throw new JsonException("A value is expected.");

    private static JsonTypeInfo<T> ContractOf<T>(JsonSerializerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
            ?? throw new NotSupportedException($"{context.GetType().Name} does not know {typeof(T)}: add [JsonSerializable(typeof({typeof(T).Name}))] to it.");
    }

    private static JsonElement ObjectOf(JsonElement parent) =>
        parent.ValueKind is JsonValueKind.Object ? parent : throw new JsonException($"An object is expected, not {parent.ValueKind}.");

    private static T Read<T>(string name, JsonElement value, Func<JsonElement, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read(value);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new JsonException($"The stored value of '{name}' does not fit: {exception.Message}", exception);
        }
    }
}
