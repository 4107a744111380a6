using MultiSession.Generators.Models;
using MultiSession.Generators.Parsing;

namespace MultiSession.Generators.Emission;

/// <summary>Spells how one value is written to JSON and read back.</summary>
internal static class JsonEmitter
{
    private const string Json = Names.Engine + ".SessionJson";

    public static string Write(SessionModel session, string name, string value, JsonModel json)
    {
        var key = Literals.Of(name);
        if (!json.AcceptsNull || json.Kind is JsonKind.String) return WriteValue(session, key, value, json);
        var local = name + "Value";
        return $"if ({value} is {{ }} {local}) {WriteValue(session, key, local, json)}\nelse writer.WriteNull({key});";
    }

    /// <summary>A lambda that reads the value from a JSON element.</summary>
    public static string Reader(SessionModel session, JsonModel json)
    {
        var read = json.Kind switch
        {
            JsonKind.Object => $"{Json}.ReadObject<{json.Type}>(json{ContextArgument(session)})",
            JsonKind.Boolean or JsonKind.Number or JsonKind.Native => $"json.Get{json.Reader}()",
            JsonKind.String => $"{Json}.ReadString(json)",
            JsonKind.Floating => $"({json.Type}){Json}.ReadDouble(json)",
            JsonKind.Character => $"{Json}.ReadChar(json)",
            JsonKind.Enum => $"{Json}.ReadEnum<{json.Type}>(json)",
            _ => $"{Json}.ReadText<{json.Type}>(json)",
        };
        if (!json.AcceptsNull) return $"static json => {read}";
        var type = json.Type + "?";
        return $"static json => json.ValueKind is global::System.Text.Json.JsonValueKind.Null ? default({type}) : {read}";
    }

    private static string WriteValue(SessionModel session, string key, string value, JsonModel json) => json.Kind switch
    {
        JsonKind.Object => $"{Json}.WriteObject(writer, {key}, {value}{ContextArgument(session)});",
        JsonKind.Boolean => $"writer.WriteBoolean({key}, {value});",
        JsonKind.Number => $"writer.WriteNumber({key}, {value});",
        JsonKind.Floating => $"{Json}.WriteDouble(writer, {key}, {value});",
        JsonKind.Character or JsonKind.Enum => $"writer.WriteString({key}, {value}.ToString());",
        JsonKind.Text => $"writer.WriteString({key}, {value}.ToString(\"{json.Reader}\", global::System.Globalization.CultureInfo.InvariantCulture));",
        _ => $"writer.WriteString({key}, {value});",
    };

    private static string ContextArgument(SessionModel session) => session.JsonContext is { } context ? $", {context}.Default" : "";
}
