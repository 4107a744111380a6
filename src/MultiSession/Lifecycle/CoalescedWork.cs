namespace MultiSession;

/// <summary>Runs one piece of work at a time; requests that arrive during a run share the next one (group commit).</summary>
internal sealed class CoalescedWork(Func<Task> run)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _next;
    private bool _running;

    public bool IsRunning
    {
        get { lock (_gate) return _running; }
    }

    /// <summary>Completes, or fails, with a run that started after this call.</summary>
    public Task RequestAsync()
    {
        Task requested;
        lock (_gate)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            requested = _next.Task;
            if (_running) return requested;
            _running = true;
        }

        // It reports through the completion sources and never fails itself.
        _ = RunUntilNoneIsRequestedAsync();
        return requested;
    }

    private async Task RunUntilNoneIsRequestedAsync()
    {
        while (TakeNext() is { } current)
        {
            try
            {
                await run().ConfigureAwait(false);
                current.SetResult();
            }
            catch (Exception failure) // handed to whoever asked for the run
            {
                current.SetException(failure);
                _ = current.Task.Exception; // a requester may have stopped waiting
            }
        }
    }

    private TaskCompletionSource? TakeNext()
    {
        lock (_gate)
        {
            var taken = _next;
            _next = null;
            _running = taken is not null;
            return taken;
        }
    }
}
