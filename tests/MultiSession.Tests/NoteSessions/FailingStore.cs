namespace MultiSession.Tests;

/// <summary>A store that fails where a test says so.</summary>
internal sealed class FailingStore(ISessionStore inner) : ISessionStore
{
    public bool FailSaves { get; set; }

    public bool FailDeletes { get; set; }

    public bool FailAppends { get; set; }

    public int Saves { get; private set; }

    /// <summary>When set, appending waits for it.</summary>
    public Task AppendsMayGoOn { get; set; } = Task.CompletedTask;

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    public ValueTask<long> SaveAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        Saves++;
        return FailSaves ? throw new SessionStoreException("disk full") : inner.SaveAsync(record, cancellationToken);
    }

    public ValueTask<SessionStoreContents> LoadAsync(string typeName, CancellationToken cancellationToken = default) =>
        inner.LoadAsync(typeName, cancellationToken);

    public ValueTask DeleteAsync(string typeName, SessionId id, CancellationToken cancellationToken = default) =>
        FailDeletes ? throw new SessionStoreException("disk full") : inner.DeleteAsync(typeName, id, cancellationToken);

    public async ValueTask AppendTranscriptAsync(
        string typeName, SessionId id, IReadOnlyList<OutputEvent> events, CancellationToken cancellationToken = default)
    {
        await AppendsMayGoOn;
        if (FailAppends) throw new SessionStoreException("disk full");
        await inner.AppendTranscriptAsync(typeName, id, events, cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutputEvent>> ReadTranscriptAsync(
        string typeName, SessionId id, int last, CancellationToken cancellationToken = default) =>
        inner.ReadTranscriptAsync(typeName, id, last, cancellationToken);

    public ValueTask QuarantineAsync(string typeName, SessionId id, string reason, CancellationToken cancellationToken = default) =>
        inner.QuarantineAsync(typeName, id, reason, cancellationToken);
}
