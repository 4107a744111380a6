namespace MultiSession;

/// <summary>Lets one operation at a time into a session; the others wait in a bounded queue, first come, first served.</summary>
/// <remarks>
/// The engine's order of waits: a lease of <see cref="SessionLockManager"/>, then one gate, then a permit of <see cref="SessionResourceManager"/>;
/// under them only the private locks of each part, which are never held across an await, I/O or foreign code.
/// </remarks>
internal sealed class SessionGate(int maxPending)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiters = [];
    private bool _taken;

    public int MaxPending { get; } = maxPending;

    public bool TryEnter()
    {
        lock (_gate) return !_taken && (_taken = true);
    }

    /// <summary>Enters in turn. False at once when the queue is full.</summary>
    public ValueTask<bool> EnterAsync(CancellationToken cancellationToken) => EnterAsync(MaxPending, cancellationToken);

    /// <summary>Enters in turn, whatever the length of the queue: for the owner of the session, of which there is one.</summary>
    public ValueTask<bool> EnterAsOwnerAsync(CancellationToken cancellationToken) => EnterAsync(int.MaxValue, cancellationToken);

    public void Exit()
    {
        lock (_gate)
        {
            while (_waiters.First is { } next)
            {
                _waiters.RemoveFirst();
                if (next.Value.TrySetResult()) return;
            }

            _taken = false;
        }
    }

    private async ValueTask<bool> EnterAsync(int maxPending, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_gate)
        {
            if (!_taken) return _taken = true;
            if (_waiters.Count >= maxPending) return false;
            place = _waiters.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => Withdraw(place, cancellationToken), null).ConfigureAwait(false);
        await place.Value.Task.ConfigureAwait(false);
        return true;
    }

    private void Withdraw(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            place.List?.Remove(place);
            place.Value.TrySetCanceled(cancellationToken);
        }
    }
}
