using System.Collections.Immutable;

namespace MultiSession;

/// <summary>
/// Publishes status changes to any number of subscribers. Each has its own bounded buffer: when a subscriber is too slow, its oldest
/// unread change is dropped and counted; publishing never waits. Thread-safe.
/// </summary>
public sealed class SessionStateChanges : IAsyncEnumerable<SessionStateChange>
{
    private readonly Lock _gate = new();
    private readonly int _capacity;
    private ImmutableArray<SessionStateChangeSubscription> _subscriptions = [];
    private long _sequence;
    private long _dropped;
    private long _reportedDrops;
    private bool _completed;

    /// <summary>A stream without subscribers.</summary>
    /// <param name="capacity">Changes buffered per subscriber, at least 1.</param>
    public SessionStateChanges(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Changes that subscribers lost because they were too slow, all subscribers together.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Subscribes from now on. Dispose the subscription to end it.</summary>
    public SessionStateChangeSubscription Subscribe()
    {
        var subscription = new SessionStateChangeSubscription(this, _capacity);
        lock (_gate)
        {
            if (_completed) subscription.Complete();
            else _subscriptions = _subscriptions.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Subscribes for the length of one enumeration.</summary>
    public async IAsyncEnumerator<SessionStateChange> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var subscription = Subscribe();
        await foreach (var change in subscription.WithCancellation(cancellationToken).ConfigureAwait(false)) yield return change;
    }

    /// <summary>Publishes a change under the next sequence number.</summary>
    /// <param name="change">The change; its own sequence number is ignored.</param>
    /// <returns>The change as published.</returns>
    public SessionStateChange Publish(SessionStateChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            var published = change with { Sequence = ++_sequence };
            foreach (var subscription in _subscriptions) subscription.Publish(published);
            return published;
        }
    }

    /// <summary>Publishes a move of a session under the next sequence number. Costs no memory while nobody subscribes.</summary>
    internal void Publish(
        SessionId id, string name, SessionStatus previous, SessionStatus current, DateTimeOffset at, string? reason)
    {
        lock (_gate)
        {
            _sequence++;
            if (_subscriptions.IsEmpty) return;
            var change = new SessionStateChange(_sequence, id, name, previous, current, at, reason);
            foreach (var subscription in _subscriptions) subscription.Publish(change);
        }
    }

    /// <summary>Ends every subscription after what is buffered.</summary>
    public void Complete()
    {
        ImmutableArray<SessionStateChangeSubscription> subscriptions;
        lock (_gate)
        {
            _completed = true;
            (subscriptions, _subscriptions) = (_subscriptions, []);
        }

        foreach (var subscription in subscriptions) subscription.Complete();
    }

    /// <summary>Drops since the last call: telemetry is told outside of every lock.</summary>
    internal long TakeUnreportedDrops()
    {
        var dropped = Dropped;
        return dropped - Interlocked.Exchange(ref _reportedDrops, dropped);
    }

    internal void CountDrop() => Interlocked.Increment(ref _dropped);

    internal void Remove(SessionStateChangeSubscription subscription)
    {
        lock (_gate) _subscriptions = _subscriptions.Remove(subscription);
    }
}
