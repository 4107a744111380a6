using System.Collections.Immutable;

namespace MultiSession;

/// <summary>A store that lives as long as the process: the default where no other is registered, and the one for tests.</summary>
public sealed class InMemorySessionStore : ISessionStore
{
    /// <summary>Most transcript events kept per session; older ones are dropped.</summary>
    public const int MaxTranscriptEvents = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string TypeName, SessionId Id), Slot> _slots = [];

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<long> SaveAsync(SessionRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var slot = GetSlot(record.TypeName, record.Id);
            var stored = slot.Record?.Version;
            if ((stored ?? 0) != record.Version) throw new SessionVersionConflictException(record, stored);
            slot.Record = record with { Version = record.Version + 1 };
            return ValueTask.FromResult(slot.Record.Version);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SessionStoreContents> LoadAsync(string typeName, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var records = _slots.Where(slot => slot.Key.TypeName == typeName).Select(slot => slot.Value.Record).OfType<SessionRecord>();
            return ValueTask.FromResult(new SessionStoreContents([.. records.OrderBy(record => record.CreationOrder)], []));
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string typeName, SessionId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate) _slots.Remove((typeName, id));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask AppendTranscriptAsync(
        string typeName, SessionId id, IReadOnlyList<OutputEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var transcript = GetSlot(typeName, id).Transcript;
            foreach (var output in events)
            {
                if (transcript.Count == MaxTranscriptEvents) transcript.Dequeue();
                transcript.Enqueue(output);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutputEvent>> ReadTranscriptAsync(
        string typeName, SessionId id, int last, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<OutputEvent>>(
                _slots.TryGetValue((typeName, id), out var slot) ? [.. slot.Transcript.TakeLast(last)] : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask QuarantineAsync(string typeName, SessionId id, string reason, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_slots.TryGetValue((typeName, id), out var slot) && slot.Record is { } record)
            {
                slot.Record = null;
                slot.Quarantined = slot.Quarantined.Add((record, reason));
            }
        }

        return ValueTask.CompletedTask;
    }

    private Slot GetSlot(string typeName, SessionId id)
    {
        if (!_slots.TryGetValue((typeName, id), out var slot)) _slots.Add((typeName, id), slot = new Slot());
        return slot;
    }

    private sealed class Slot
    {
        public SessionRecord? Record { get; set; }

        public Queue<OutputEvent> Transcript { get; } = new();

        public ImmutableList<(SessionRecord Record, string Reason)> Quarantined { get; set; } = [];
    }
}
