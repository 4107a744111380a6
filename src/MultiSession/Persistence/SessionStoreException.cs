namespace MultiSession;

/// <summary>The storage failed. The message is the reason for a person, and names the storage.</summary>
public class SessionStoreException : Exception
{
    /// <summary>A failure without a reason; prefer the others.</summary>
    public SessionStoreException() : this("The session store failed.") { }

    /// <summary>A failure with its reason.</summary>
    public SessionStoreException(string message) : base(message) { }

    /// <summary>A failure with its reason and cause.</summary>
    public SessionStoreException(string message, Exception? innerException) : base(message, innerException) { }
}

/// <summary>A record was saved or deleted by somebody else since it was read; nothing was overwritten.</summary>
public sealed class SessionVersionConflictException : SessionStoreException
{
    /// <summary>A conflict without details; prefer the others.</summary>
    public SessionVersionConflictException() : this("The stored session changed since it was read.") { }

    /// <summary>A conflict with its details.</summary>
    public SessionVersionConflictException(string message) : base(message) { }

    /// <summary>A conflict with its details and cause.</summary>
    public SessionVersionConflictException(string message, Exception? innerException) : base(message, innerException) { }

    /// <summary>A conflict over <paramref name="record"/>.</summary>
    /// <param name="record">The record that was not saved.</param>
    /// <param name="storedVersion">The stored version; <see langword="null"/> when there is none.</param>
    public SessionVersionConflictException(SessionRecord record, long? storedVersion)
        : this(Describe(record, storedVersion)) { }

    private static string Describe(SessionRecord record, long? storedVersion)
    {
        ArgumentNullException.ThrowIfNull(record);
        var stored = storedVersion is { } version ? $"is at version {version}" : "does not exist";
        return $"Session '{record.Name}' ({record.Id}) was to be saved over version {record.Version}, but the stored one {stored}: another process uses the store.";
    }
}
