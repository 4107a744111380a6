using System.Text.Json.Serialization;

namespace SessionDeck.Sessions;

/// <summary>How a session's settings and state are stored.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShellKind))]
[JsonSerializable(typeof(string))]
internal sealed partial class DeckJson : JsonSerializerContext;
