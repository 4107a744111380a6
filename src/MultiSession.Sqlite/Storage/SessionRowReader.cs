using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>A row as it was read: its key, and either the record or why it is none.</summary>
internal sealed record StoredRow(string Id, SessionRecord? Record, string Problem);

/// <summary>Turns a row into a record. A row that cannot be one is described, never thrown.</summary>
internal static class SessionRowReader
{
    /// <summary>As deep as <see cref="Utf8JsonWriter"/> writes; the default would refuse what was written well.</summary>
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 1000 };

    public static StoredRow Read(string typeName, SqliteDataReader row)
    {
        var id = row.GetString(0);
        var record = Parse(typeName, id, row, out var problem);
        return new StoredRow(id, record, problem);
    }

    private static SessionRecord? Parse(string typeName, string idText, SqliteDataReader row, out string problem)
    {
        var (status, created, lastActive) = (row.GetString(3), row.GetString(5), row.GetString(6));
        var (active, version) = (row.GetInt64(4), row.GetInt64(9));
        var (settings, state) = (row.GetString(7), row.GetString(8));
        var createdAt = default(DateTimeOffset);
        var lastActiveAt = default(DateTimeOffset);
        var id = default(SessionId);
        var parsedStatus = default(SessionStatus);
        problem =
            !SessionId.TryParse(idText, null, out id) ? $"its id '{idText}' is not a session id"
            : !Enum.TryParse(status, out parsedStatus) || parsedStatus.ToString() != status ? $"its status '{status}' is unknown"
            : active is not (0 or 1) ? $"its active flag is {active}, not 0 or 1"
            : !Timestamps.TryParse(created, out createdAt) ? $"its creation time '{created}' is not a UTC time in ISO 8601"
            : !Timestamps.TryParse(lastActive, out lastActiveAt) ? $"its last activity '{lastActive}' is not a UTC time in ISO 8601"
            : version < 1 ? $"its version is {version}, below 1"
            : JsonProblem("settings", settings) ?? JsonProblem("state", state) ?? "";
        return problem.Length == 0
            ? new SessionRecord(
                typeName, id, row.GetString(1), row.GetInt64(2), parsedStatus, active == 1, createdAt, lastActiveAt, settings, state, version)
            : null;
    }

    private static string? JsonProblem(string column, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, JsonOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : $"its {column} are not a JSON object";
        }
        catch (JsonException e)
        {
            return $"its {column} are not JSON ({e.Message})";
        }
    }
}
