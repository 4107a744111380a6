using System.Diagnostics.CodeAnalysis;

namespace MultiSession;

/// <summary>
/// Hands out exclusive ownership of sessions as leases. Several sessions are always taken in the order of their ids, so two owners never wait for
/// each other in a circle. Waiting owners are served first come, first served. Thread-safe.
/// </summary>
/// <remarks>
/// A lock excludes other locks. It does not stop operations: those are serialised by each session's own gate. When a lease runs out and somebody
/// waits, the lock passes on; the stale owner's later release frees nothing.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Each timer belongs to a held lock and is disposed when that lock passes on or is freed.")]
public sealed class SessionLockManager
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, HeldLock> _held = [];
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lease;
    private long _lastToken;

    /// <summary>A manager without locks.</summary>
    /// <param name="clock">Measures leases and waits.</param>
    /// <param name="lease">How long a lock lasts when somebody else waits for it.</param>
    public SessionLockManager(TimeProvider clock, TimeSpan lease)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        (_clock, _lease) = (clock, lease);
    }

    /// <summary>Takes all of <paramref name="sessions"/> or none.</summary>
    /// <param name="sessions">At least one; duplicates count once.</param>
    /// <param name="timeout">Longest wait for all together; zero does not wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lock, or the session that stayed locked.</returns>
    public async ValueTask<SessionLockAttempt> AcquireAsync(
        IReadOnlyCollection<SessionId> sessions, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentOutOfRangeException.ThrowIfZero(sessions.Count);
        cancellationToken.ThrowIfCancellationRequested();
        var ordered = sessions.Distinct().Order().ToArray();
        var owner = new SessionLock(this, Interlocked.Increment(ref _lastToken), ordered);
        var started = _clock.GetTimestamp();
        try
        {
            foreach (var id in ordered)
            {
                if (!await AcquireOneAsync(id, owner.Token, started, timeout, cancellationToken).ConfigureAwait(false))
                {
                    Release(owner);
                    return new(null, id, _clock.GetElapsedTime(started));
                }
            }
        }
        catch
        {
            Release(owner);
            throw;
        }

        // The lease counts from the moment all are held; the first ones may have passed on during a long wait for the last.
        if (TryRenew(owner)) return new(owner, null, _clock.GetElapsedTime(started));
        Release(owner);
        return new(null, ordered[0], _clock.GetElapsedTime(started));
    }

    /// <summary>Whether somebody holds a lock on the session that has not run out.</summary>
    public bool IsLocked(SessionId id)
    {
        lock (_gate) return _held.TryGetValue(id, out var held) && Remaining(held) > TimeSpan.Zero;
    }

    /// <summary>Drops the lock of a session that has ended; those who wait for it get nothing.</summary>
    public void Remove(SessionId id)
    {
        lock (_gate)
        {
            if (!_held.Remove(id, out var held)) return;
            held.Timer?.Dispose();
            foreach (var waiter in held.Waiters) waiter.Completion.SetResult(false);
            held.Waiters.Clear();
        }
    }

    internal bool IsHeld(SessionLock owner)
    {
        lock (_gate) return owner.Sessions.All(id => _held.TryGetValue(id, out var held) && held.Token == owner.Token);
    }

    internal bool TryRenew(SessionLock owner)
    {
        lock (_gate)
        {
            if (!owner.Sessions.All(id => _held.TryGetValue(id, out var held) && held.Token == owner.Token)) return false;
            foreach (var id in owner.Sessions) StartLease(id, _held[id]);
            return true;
        }
    }

    internal void Release(SessionLock owner)
    {
        lock (_gate)
        {
            foreach (var id in owner.Sessions)
            {
                if (_held.TryGetValue(id, out var held) && held.Token == owner.Token) PassOn(id, held);
            }
        }
    }

    private async ValueTask<bool> AcquireOneAsync(SessionId id, long token, long started, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var remaining = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - _clock.GetElapsedTime(started);
        LinkedListNode<Waiter> place;
        lock (_gate)
        {
            if (!_held.TryGetValue(id, out var held))
            {
                StartLease(id, _held[id] = new HeldLock { Token = token });
                return true;
            }

            if (held.Waiters.Count == 0 && Remaining(held) <= TimeSpan.Zero)
            {
                held.Token = token;
                StartLease(id, held);
                return true;
            }

            if (remaining <= TimeSpan.Zero && remaining != Timeout.InfiniteTimeSpan) return false;
            place = held.Waiters.AddLast(new Waiter(token));
            StartTimer(id, held);
        }

        try
        {
            return await place.Value.Completion.Task.WaitAsync(remaining, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return !Withdraw(place);
        }
        catch (OperationCanceledException)
        {
            Withdraw(place);
            throw;
        }
    }

    // False when the lock had just been handed over: the waiter owns it after all.
    private bool Withdraw(LinkedListNode<Waiter> place)
    {
        lock (_gate)
        {
            place.List?.Remove(place);
            return !place.Value.Granted;
        }
    }

    private void PassOn(SessionId id, HeldLock held)
    {
        held.Timer?.Dispose();
        held.Timer = null;
        if (held.Waiters.First is not { } next)
        {
            _held.Remove(id);
            return;
        }

        held.Waiters.RemoveFirst();
        held.Token = next.Value.Token;
        next.Value.Granted = true;
        next.Value.Completion.SetResult(true);
        StartLease(id, held);
    }

    private void StartLease(SessionId id, HeldLock held)
    {
        held.LeasedAt = _clock.GetTimestamp();
        if (held.Waiters.Count > 0) StartTimer(id, held);
    }

    private void StartTimer(SessionId id, HeldLock held)
    {
        var dueTime = Remaining(held) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
        if (held.Timer is { } timer) timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        else held.Timer = _clock.CreateTimer(_ => BreakStale(id, held), null, dueTime, Timeout.InfiniteTimeSpan);
    }

    private void BreakStale(SessionId id, HeldLock held)
    {
        lock (_gate)
        {
            if (_held.GetValueOrDefault(id) != held || held.Waiters.Count == 0) return;
            if (Remaining(held) > TimeSpan.Zero) StartTimer(id, held);
            else PassOn(id, held);
        }
    }

    private TimeSpan Remaining(HeldLock held) => _lease - _clock.GetElapsedTime(held.LeasedAt);

    private sealed class HeldLock
    {
        public long Token { get; set; }

        public long LeasedAt { get; set; }

        public ITimer? Timer { get; set; }

        public LinkedList<Waiter> Waiters { get; } = [];
    }

    private sealed class Waiter(long token)
    {
        public long Token { get; } = token;

        public bool Granted { get; set; }

        public TaskCompletionSource<bool> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
