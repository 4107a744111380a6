using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>The <c>sessions</c> table: one row per stored session, written only by whoever has read its latest version.</summary>
internal static class SessionRows
{
    private const string InsertSql =
        """
        INSERT INTO sessions (type_name, id, name, creation_order, status, is_active, created_at, last_active_at, settings, state, version)
        VALUES ($type, $id, $name, $order, $status, $active, $created, $lastActive, $settings, $state, 1)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateSql =
        """
        UPDATE sessions
        SET name = $name, creation_order = $order, status = $status, is_active = $active, created_at = $created,
            last_active_at = $lastActive, settings = $settings, state = $state, version = version + 1
        WHERE type_name = $type AND id = $id AND version = $version
        """;

    private const string SelectSql =
        """
        SELECT id, name, creation_order, status, is_active, created_at, last_active_at, settings, state, version
        FROM sessions WHERE type_name = $type ORDER BY creation_order, id
        """;

    /// <summary>The version that the row has now.</summary>
    /// <exception cref="SessionVersionConflictException">The row is not at the version that the record was read at.</exception>
    public static long Save(SqliteConnection connection, SessionRecord record)
    {
        var isNew = record.Version == 0;
        var changed = connection.Execute(
            isNew ? InsertSql : UpdateSql,
            ("$type", record.TypeName),
            ("$id", record.Id.ToString()),
            ("$name", record.Name),
            ("$order", record.CreationOrder),
            ("$status", record.Status.ToString()),
            ("$active", record.IsActive ? 1 : 0),
            ("$created", Timestamps.Format(record.CreatedAt)),
            ("$lastActive", Timestamps.Format(record.LastActiveAt)),
            ("$settings", record.Settings),
            ("$state", record.State),
            ("$version", record.Version));
        return changed == 1 ? record.Version + 1 : throw Conflict(connection, record);
    }

    /// <summary>The stored rows of a type in creation order, those that cannot be read among them.</summary>
    public static List<StoredRow> Load(SqliteConnection connection, string typeName) =>
        connection.Query(SelectSql, row => SessionRowReader.Read(typeName, row), ("$type", typeName));

    public static int Delete(SqliteConnection connection, string typeName, string id) =>
        connection.Execute("DELETE FROM sessions WHERE type_name = $type AND id = $id", ("$type", typeName), ("$id", id));

    private static SessionVersionConflictException Conflict(SqliteConnection connection, SessionRecord record)
    {
        var stored = connection.Scalar<long?>(
            "SELECT version FROM sessions WHERE type_name = $type AND id = $id", ("$type", record.TypeName), ("$id", record.Id.ToString()));
        return new SessionVersionConflictException(record, stored);
    }
}
