namespace MultiSession.Tests;

public class SessionOperationTests
{
    [Fact]
    public async Task Operations_of_one_session_run_one_at_a_time_in_the_order_of_their_calls()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var held = await entry.HoldAsync();
        var (running, order) = (0, new List<int>());
        var waiting = Enumerable.Range(0, 10).Select(number => entry.RunAsync(async (_, token) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            order.Add(number);
            Interlocked.Decrement(ref running);
            return number;
        }).AsTask()).ToArray();

        held.Finish();
        Assert.All(await Task.WhenAll(waiting), result => Assert.True(result.IsSuccess));
        Assert.Equal(Enumerable.Range(0, 10), order);
    }

    [Fact]
    public async Task Operations_of_different_sessions_run_at_the_same_time()
    {
        await using var house = new NoteHouse();
        var (first, second) = (await (await house.CreateAsync()).HoldAsync(), await (await house.CreateAsync()).HoldAsync());
        Assert.Equal(2, house.Engine.Statistics.Processing);
        first.Finish();
        second.Finish();
        await Task.WhenAll(first.Result, second.Result);
    }

    [Fact]
    public async Task The_queue_of_a_session_is_bounded()
    {
        await using var house = new NoteHouse(options => options.MaxPendingOperations = 1);
        var entry = await house.CreateAsync("alpha");
        var held = await entry.HoldAsync();
        var waiting = entry.Handle().TryAddAsync("waits").AsTask();
        Assert.Equal(new NoteSessionError.QueueFull("alpha", 1), (await entry.Handle().TryAddAsync("one too many")).Error);

        held.Finish();
        Assert.Equal(1, (await waiting).Value);
    }

    [Fact]
    public async Task A_cancelled_wait_gives_its_place_up_and_runs_nothing()
    {
        await using var house = new NoteHouse(options => options.MaxPendingOperations = 1);
        var entry = await house.CreateAsync();
        var held = await entry.HoldAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = entry.Handle().TryAddAsync("never", cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var next = entry.Handle().TryAddAsync("first").AsTask();
        held.Finish();
        Assert.Equal(1, (await next).Value);
    }

    [Fact]
    public async Task A_session_is_Processing_while_an_operation_runs()
    {
        await using var house = new NoteHouse();
        var (active, other) = (await house.CreateAsync(), await house.CreateAsync());
        var (first, second) = (await active.HoldAsync(), await other.HoldAsync());
        Assert.Equal((SessionStatus.Processing, SessionStatus.Processing), (active.Status, other.Status));

        first.Finish();
        second.Finish();
        await Task.WhenAll(first.Result, second.Result);
        Assert.Equal((SessionStatus.Active, SessionStatus.WaitingForInput), (active.Status, other.Status));
    }

    [Fact]
    public async Task A_status_that_the_operation_chose_stays()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        await entry.RunAsync((session, _) => ValueTask.FromResult(session.TrySetStatus(SessionStatus.WaitingForInput)));
        Assert.Equal(SessionStatus.WaitingForInput, entry.Status);
    }

    [Fact]
    public async Task A_declared_error_is_returned_and_thrown_as_itself()
    {
        await using var house = new NoteHouse();
        var handle = (await house.CreateAsync()).Handle();
        foreach (var note in (string[])["a", "b", "c"]) await handle.AddAsync(note);

        Assert.Equal(new NoteSession.NotebookFull(3), (await handle.TryAddAsync("d")).Error);
        var thrown = await Assert.ThrowsAsync<NoteSessionException>(async () => await handle.AddAsync("d"));
        Assert.True(thrown is { Error: NoteSession.NotebookFull(3) });
    }

    [Fact]
    public async Task Another_exception_propagates_unchanged_and_leaves_the_session_usable()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var failure = new FormatException("mine");
        Assert.Same(failure, await Assert.ThrowsAsync<FormatException>(async () => await entry.RunAsync<int>((_, _) => throw failure)));
        Assert.Same(failure, entry.LastError);
        Assert.Equal(SessionStatus.Active, entry.Status);

        Assert.Equal(1, await entry.Handle().AddAsync("note"));
        Assert.Null(entry.LastError);
    }

    [Fact]
    public async Task An_error_of_another_session_type_propagates_as_the_exception_that_it_is()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var foreign = new SessionException(new NoteSessionError.Closed("of another type"));
        Assert.Same(foreign, await Assert.ThrowsAsync<SessionException>(async () => await entry.RunAsync<int>((_, _) => throw foreign)));
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_cancelled()
    {
        await using var house = new NoteHouse(options => options.OperationTimeout = TimeSpan.FromSeconds(10));
        var entry = await house.CreateAsync();
        var held = await entry.HoldAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(held.Result.IsCompleted);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new NoteSessionError.Timeout("Run", TimeSpan.FromSeconds(10)), (await held.Result).Error);
        Assert.Equal(SessionStatus.Active, entry.Status);
    }

    [Fact]
    public async Task An_operation_can_have_a_time_limit_of_its_own()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var held = new HeldOperation();
        var result = entry.RunAsync(held.BodyAsync, new SessionOperation("Short", TimeSpan.FromSeconds(1))).AsTask();
        await held.Running;
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new NoteSessionError.Timeout("Short", TimeSpan.FromSeconds(1)), (await result).Error);
    }

    [Fact]
    public async Task The_callers_cancellation_reaches_the_operation()
    {
        await using var house = new NoteHouse();
        using var cancellation = new CancellationTokenSource();
        var entry = await house.CreateAsync();
        var held = await entry.HoldAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.Result);
        Assert.Equal(1, await entry.Handle().AddAsync("still usable"));
    }

    [Fact]
    public async Task Operations_beyond_the_rate_are_refused_with_the_time_to_wait()
    {
        await using var house = new NoteHouse(options => options.OperationsPerMinute = 2);
        var handle = (await house.CreateAsync("alpha")).Handle();
        await handle.AddAsync("a");
        await handle.AddAsync("b");
        Assert.Equal(new NoteSessionError.RateLimited("alpha", TimeSpan.FromSeconds(30)), (await handle.TryAddAsync("c")).Error);

        house.Clock.Advance(TimeSpan.FromSeconds(30));
        await handle.AddAsync("c");
        Assert.Equal("RateLimited", (await handle.TryAddAsync("d")).Error?.Code);
    }

    [Fact]
    public async Task No_more_operations_run_at_once_than_allowed()
    {
        await using var house = new NoteHouse(options => options.MaxConcurrentOperations = 1);
        var (alpha, beta) = (await house.CreateAsync("alpha"), await house.CreateAsync("beta"));
        var held = await alpha.HoldAsync();
        var waiting = beta.Handle().TryAddAsync("note").AsTask();
        Assert.Equal(SessionStatus.Active, beta.Status);
        Assert.False(waiting.IsCompleted);

        held.Finish();
        Assert.Equal(1, (await waiting).Value);
    }

    [Fact]
    public async Task An_operation_whose_state_cannot_be_saved_says_so_and_a_later_one_saves_it()
    {
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var handle = (await house.CreateAsync()).Handle();
        store.FailSaves = true;
        Assert.Equal(new NoteSessionError.Storage("save", "disk full"), (await handle.TryAddAsync("a")).Error);
        Assert.Equal("disk full", house.Engine.StoreFailure);

        store.FailSaves = false;
        Assert.Equal(2, await handle.AddAsync("b"));
        Assert.Contains("[\"a\",\"b\"]", Assert.Single((await store.LoadAsync("note")).Records).State);
        Assert.Null(house.Engine.StoreFailure);
    }

    [Fact]
    public async Task An_operation_that_changes_nothing_writes_nothing()
    {
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var entry = await house.CreateAsync();
        var saves = store.Saves;
        await entry.SessionAsync();
        Assert.Equal(saves, store.Saves);
    }
}
