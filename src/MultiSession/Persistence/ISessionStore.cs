namespace MultiSession;

/// <summary>Keeps sessions and their transcripts. Implementations are thread-safe.</summary>
/// <remarks>
/// What a completed call acknowledged survives the end of the process. Every method throws <see cref="SessionStoreException"/>
/// when the storage fails. Ids and names are data: they never become paths or statements.
/// </remarks>
public interface ISessionStore
{
    /// <summary>Opens or creates the storage and brings its schema up to date. Calling it again does nothing.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Saves a record if its <see cref="SessionRecord.Version"/> is still the stored one (0: it must not exist yet).</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="SessionVersionConflictException">Somebody else saved or deleted it in between; nothing was written.</exception>
    ValueTask<long> SaveAsync(SessionRecord record, CancellationToken cancellationToken = default);

    /// <summary>Reads every record of a session type. A corrupt one is moved to quarantine and reported; the others load.</summary>
    ValueTask<SessionStoreContents> LoadAsync(string typeName, CancellationToken cancellationToken = default);

    /// <summary>Deletes a session and its transcript. Deleting what is not there does nothing.</summary>
    ValueTask DeleteAsync(string typeName, SessionId id, CancellationToken cancellationToken = default);

    /// <summary>Appends to a session's transcript, all events or none. The sequence numbers continue the stored ones.</summary>
    ValueTask AppendTranscriptAsync(
        string typeName, SessionId id, IReadOnlyList<OutputEvent> events, CancellationToken cancellationToken = default);

    /// <summary>The last <paramref name="last"/> events of a session's transcript, oldest first; none if there is no transcript.</summary>
    ValueTask<IReadOnlyList<OutputEvent>> ReadTranscriptAsync(
        string typeName, SessionId id, int last, CancellationToken cancellationToken = default);

    /// <summary>Sets a record aside, with the reason, so that later loads do not return it.</summary>
    ValueTask QuarantineAsync(string typeName, SessionId id, string reason, CancellationToken cancellationToken = default);
}
