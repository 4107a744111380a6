using Microsoft.Data.Sqlite;

namespace MultiSession.Sqlite.Storage;

/// <summary>Says in one sentence what SQLite's result codes mean for the person who runs the program.</summary>
internal static class StoreErrors
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static SessionStoreException Translate(SqliteException error, string file, TimeSpan busyTimeout) =>
        new($"The session store '{file}' {Explain(error, busyTimeout)}", error);

    private static string Explain(SqliteException error, TimeSpan busyTimeout) => error.SqliteErrorCode switch
    {
        Busy or Locked => $"was locked by another program for longer than {busyTimeout}. Try again, or give it a longer busy timeout.",
        ReadOnly => "cannot be written. Make the file and its folder writable, or name another file.",
        InputOutput => $"could not be read or written ({error.Message}). Check the disk and the folder's permissions.",
        Corrupt => $"is damaged ({error.Message}). Restore a backup, or recover what is left with SQLite's '.recover'.",
        Full => "does not fit on its disk, which is full. Free some space; what was acknowledged is safe.",
        CannotOpen => "cannot be opened. Make the file and its folder readable and writable, or name another file.",
        NotADatabase => "is not a database. Name another file; this one was left as it is.",
        _ => $"failed: {error.Message}",
    };
}
