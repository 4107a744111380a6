using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>The <c>transcript</c> table: what the sessions put out, in order, appended as it is produced.</summary>
internal static class TranscriptRows
{
    private const string InsertSql =
        """
        INSERT INTO transcript (type_name, id, sequence, at, kind, text) VALUES ($type, $id, $sequence, $at, $kind, $text)
        ON CONFLICT DO NOTHING
        """;

    private const string TrimSql = "DELETE FROM transcript WHERE type_name = $type AND id = $id AND sequence <= $oldest";

    private const string SelectLastSql =
        """
        SELECT sequence, at, kind, text FROM (
            SELECT sequence, at, kind, text FROM transcript WHERE type_name = $type AND id = $id ORDER BY sequence DESC LIMIT $last)
        ORDER BY sequence
        """;

    /// <summary>Appends the events and deletes what is older than the last <paramref name="limit"/>.</summary>
    /// <returns>How many events were appended.</returns>
    /// <exception cref="SessionVersionConflictException">A sequence number is there already.</exception>
    public static int Append(SqliteConnection connection, string typeName, string id, IReadOnlyList<OutputEvent> events, int limit)
    {
        using var insert = connection.Command(InsertSql, ("$type", typeName), ("$id", id));
        var sequence = insert.Parameters.Add("$sequence", SqliteType.Integer);
        var at = insert.Parameters.Add("$at", SqliteType.Text);
        var kind = insert.Parameters.Add("$kind", SqliteType.Text);
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        foreach (var output in events)
        {
            (sequence.Value, at.Value) = (output.Sequence, Timestamps.Format(output.At));
            (kind.Value, text.Value) = (output.Kind.ToString(), output.Text);
            if (insert.ExecuteNonQuery() == 0)
                throw new SessionVersionConflictException(
                    $"Event {output.Sequence} of session {id} is in its transcript already: another process uses the session.");
        }

        if (events[^1].Sequence > limit)
            connection.Execute(TrimSql, ("$type", typeName), ("$id", id), ("$oldest", events[^1].Sequence - limit));
        return events.Count;
    }

    /// <summary>The last events, oldest first. An event that cannot be read appears as an error event that says so.</summary>
    public static List<OutputEvent> ReadLast(SqliteConnection connection, string typeName, string id, int last) =>
        connection.Query(SelectLastSql, Read, ("$type", typeName), ("$id", id), ("$last", last));

    public static int Delete(SqliteConnection connection, string typeName, string id) =>
        connection.Execute("DELETE FROM transcript WHERE type_name = $type AND id = $id", ("$type", typeName), ("$id", id));

    private static OutputEvent Read(SqliteDataReader row)
    {
        var (sequence, atText, kindText, text) = (row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3));
        var isTime = Timestamps.TryParse(atText, out var at);
        var isKind = Enum.TryParse<OutputKind>(kindText, out var kind) && kind.ToString() == kindText;
        return isTime && isKind
            ? new OutputEvent(sequence, at, kind, text)
            : new OutputEvent(sequence, at, OutputKind.Error, $"[event {sequence} is damaged: time '{atText}', kind '{kindText}'] {text}");
    }
}
