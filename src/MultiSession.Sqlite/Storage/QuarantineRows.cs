using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>The <c>quarantine</c> table: sessions that could not be read, as they were, for a person to look at.</summary>
internal static class QuarantineRows
{
    private const string CopySql =
        """
        INSERT INTO quarantine (type_name, id, reason, quarantined_at, record)
        SELECT type_name, id, $reason, $at, json_object(
            'name', name, 'creation_order', creation_order, 'status', status, 'is_active', is_active, 'created_at', created_at,
            'last_active_at', last_active_at, 'settings', settings, 'state', state, 'version', version)
        FROM sessions WHERE type_name = $type AND id = $id
        """;

    /// <summary>The sessions of a type; rows that are none are moved here and reported.</summary>
    public static SessionStoreContents Load(SqliteConnection connection, string typeName, DateTimeOffset now)
    {
        var (records, quarantined) = (new List<SessionRecord>(), new List<QuarantinedRecord>());
        foreach (var row in SessionRows.Load(connection, typeName))
        {
            if (row.Record is { } record)
            {
                records.Add(record);
                continue;
            }

            Move(connection, typeName, row.Id, row.Problem, now);
            quarantined.Add(new QuarantinedRecord(row.Id, row.Problem));
        }

        return new SessionStoreContents(records, quarantined);
    }

    /// <summary>Moves the session's row here; its transcript stays where it is. Nothing happens when there is no such row.</summary>
    /// <returns>How many rows were moved.</returns>
    public static int Move(SqliteConnection connection, string typeName, string id, string reason, DateTimeOffset at)
    {
        connection.Execute(CopySql, ("$type", typeName), ("$id", id), ("$reason", reason), ("$at", Timestamps.Format(at)));
        return SessionRows.Delete(connection, typeName, id);
    }
}
