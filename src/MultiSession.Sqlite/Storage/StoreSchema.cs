using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>The tables, and the steps that bring an older file up to them. A step is never edited once released.</summary>
internal static class StoreSchema
{
    /// <summary>Marks the file as a session store: "MSES" in ASCII.</summary>
    public const int ApplicationId = 0x4D534553;

    private static readonly string[] Steps = [Sessions, Quarantine];

    /// <summary>The schema version that this library writes.</summary>
    public static int Version => Steps.Length;

    private const string Sessions =
        """
        CREATE TABLE sessions (
            type_name      TEXT    NOT NULL,
            id             TEXT    NOT NULL,
            name           TEXT    NOT NULL,
            creation_order INTEGER NOT NULL,
            status         TEXT    NOT NULL,
            is_active      INTEGER NOT NULL,
            created_at     TEXT    NOT NULL,
            last_active_at TEXT    NOT NULL,
            settings       TEXT    NOT NULL,
            state          TEXT    NOT NULL,
            version        INTEGER NOT NULL,
            PRIMARY KEY (type_name, id)
        ) STRICT;

        CREATE TABLE transcript (
            type_name TEXT    NOT NULL,
            id        TEXT    NOT NULL,
            sequence  INTEGER NOT NULL,
            at        TEXT    NOT NULL,
            kind      TEXT    NOT NULL,
            text      TEXT    NOT NULL,
            PRIMARY KEY (type_name, id, sequence)
        ) STRICT, WITHOUT ROWID;
        """;

    private const string Quarantine =
        """
        CREATE TABLE quarantine (
            number         INTEGER PRIMARY KEY,
            type_name      TEXT NOT NULL,
            id             TEXT NOT NULL,
            reason         TEXT NOT NULL,
            quarantined_at TEXT NOT NULL,
            record         TEXT NOT NULL
        ) STRICT;
        """;

    /// <summary>Refuses another program's database before anything is changed in it.</summary>
    public static void RefuseForeign(SqliteConnection connection, string file)
    {
        // In this order: a process that migrates in between sets the id and makes the tables in one transaction.
        var isEmpty = connection.Scalar<long>("SELECT count(*) FROM sqlite_schema") == 0;
        if (isEmpty || connection.Scalar<long>("PRAGMA application_id") == ApplicationId)
            return;
        throw new SessionStoreException(
            $"The file '{file}' is a database of another program. Name another file; this one was left as it is.");
    }

    /// <summary>Runs the steps that the file has not seen, all in one transaction.</summary>
    public static void Migrate(SqliteConnection connection, string file)
    {
        if (Find(connection, file) == Version)
            return;
        using var transaction = connection.BeginTransaction();
        var found = Find(connection, file); // another process may have been faster
        foreach (var step in Steps.AsSpan(found))
            connection.Execute(step);
        connection.Execute(string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
        transaction.Commit();
    }

    private static int Find(SqliteConnection connection, string file)
    {
        var found = connection.Scalar<long>("PRAGMA user_version");
        return found >= 0 && found <= Version
            ? (int)found
            : throw new SessionStoreException(
                $"The session store '{file}' has schema version {found}; this program knows versions up to {Version}. "
                + "Update the program, or name another file.");
    }
}
