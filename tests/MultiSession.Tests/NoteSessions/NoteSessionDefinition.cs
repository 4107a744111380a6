using System.Text.Json;

namespace MultiSession.Tests;

internal sealed class NoteSessionDefinition(INoteClock clock) : SessionDefinition<NoteSession, NoteSessionConfig>
{
    public override string TypeName => "note";

    public override ISessionErrors Errors => NoteSessionErrors.Instance;

    public override void ApplyDefaults(SessionOptions options)
    {
        options.MaxSessions = 5;
        options.IdleTimeout = new TimeSpan(0, 30, 0);
    }

    public override SessionId GetId(NoteSessionConfig config) => config.Id;

    public override string? GetName(NoteSessionConfig config) => config.Name;

    public override NoteSessionConfig WithName(NoteSessionConfig config, string name) => config with { Name = name };

    public override SessionError? Validate(NoteSessionConfig config) =>
        SessionConstraints.Length(config.Topic, 0, 20) is { } reason
            ? new NoteSessionError.InvalidSetting(nameof(config.Topic), config.Topic, reason)
            : null;

    public override NoteSession CreateSession(NoteSessionConfig config, SessionOutput output, SessionStatusController status) =>
        new(clock, output, status) { Topic = config.Topic, MaxNotes = config.MaxNotes };

    public override void WriteSettings(NoteSessionConfig config, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("Topic");
        JsonSerializer.Serialize(writer, config.Topic, NoteJson.Default.String);
        writer.WritePropertyName("MaxNotes");
        JsonSerializer.Serialize(writer, config.MaxNotes, NoteJson.Default.Int32);
        writer.WriteEndObject();
    }

    public override NoteSessionConfig ReadSettings(SessionId id, string name, JsonElement settings) => new()
    {
        Id = id,
        Name = name,
        Topic = settings.TryGetProperty("Topic", out var topic) ? topic.Deserialize(NoteJson.Default.String) : null,
        MaxNotes = settings.TryGetProperty("MaxNotes", out var maxNotes)
            ? maxNotes.Deserialize(NoteJson.Default.Int32)
            : throw new JsonException("The setting 'MaxNotes' is missing."),
    };

    public override void WriteState(NoteSession session, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("Notes");
        JsonSerializer.Serialize(writer, session.Notes, NoteJson.Default.ListString);
        writer.WriteEndObject();
    }

    public override void ReadState(NoteSession session, JsonElement state)
    {
        if (state.TryGetProperty("Notes", out var notes)) session.Notes = notes.Deserialize(NoteJson.Default.ListString) ?? [];
    }
}
