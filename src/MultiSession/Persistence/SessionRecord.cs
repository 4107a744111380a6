namespace MultiSession;

/// <summary>A session as a store keeps it.</summary>
/// <param name="TypeName">Name of the session type.</param>
/// <param name="Id">Id; with the type name, the key.</param>
/// <param name="Name">Name.</param>
/// <param name="CreationOrder">Sorts sessions by creation; grows, may have gaps.</param>
/// <param name="Status">Status at the time of the save.</param>
/// <param name="IsActive">Whether it was the active session.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="LastActiveAt">When it was last used.</param>
/// <param name="Settings">Settings as a JSON object.</param>
/// <param name="State">State as a JSON object.</param>
/// <param name="Version">Version it was read at or last saved as; 0 for one that was never saved.</param>
public sealed record SessionRecord(
    string TypeName,
    SessionId Id,
    string Name,
    long CreationOrder,
    SessionStatus Status,
    bool IsActive,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastActiveAt,
    string Settings,
    string State,
    long Version);

/// <summary>A record that could not be used and was set aside, not deleted.</summary>
/// <param name="Key">What identifies it for a person: its id, or the store's own key when even the id is unreadable.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record QuarantinedRecord(string Key, string Reason);

/// <summary>What a store holds of one session type.</summary>
/// <param name="Records">Good records, in creation order.</param>
/// <param name="Quarantined">Records that this load set aside.</param>
public sealed record SessionStoreContents(IReadOnlyList<SessionRecord> Records, IReadOnlyList<QuarantinedRecord> Quarantined);
