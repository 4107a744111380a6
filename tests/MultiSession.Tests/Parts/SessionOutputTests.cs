namespace MultiSession.Tests;

public class SessionOutputTests
{
    [Fact]
    public async Task A_write_is_acknowledged_by_the_store_before_it_completes_but_seen_at_once()
    {
        var goOn = new TaskCompletionSource();
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var output = (await house.CreateAsync()).Output;
        store.AppendsMayGoOn = goOn.Task;
        var write = output.WriteAsync("text", OutputKind.Notice).AsTask();
        Assert.False(write.IsCompleted);
        Assert.Equal(new OutputEvent(1, house.Clock.GetUtcNow(), OutputKind.Notice, "text"), Assert.Single(output.Buffer.Replay().Events));

        goOn.SetResult();
        await write;
        Assert.Single(await output.ReadTranscriptAsync(10));
    }

    [Fact]
    public async Task Writers_at_once_lose_nothing_and_each_has_a_sequence_number_of_its_own()
    {
        await using var house = new NoteHouse();
        var output = (await house.CreateAsync()).Output;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(async () => await output.WriteAsync($"{number}"))));
        var stored = await output.ReadTranscriptAsync(1000);
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), stored.Select(one => one.Sequence));
        Assert.Equal(200, stored.Select(one => one.Text).Distinct().Count());
        Assert.Equal(stored, output.Buffer.Replay().Events);
    }

    [Fact]
    public async Task A_write_that_the_store_refuses_says_so_and_goes_with_the_next_one()
    {
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var output = (await house.CreateAsync()).Output;
        store.FailAppends = true;
        var thrown = await Assert.ThrowsAsync<NoteSessionException>(async () => await output.WriteAsync("one"));
        Assert.Equal(new NoteSessionError.Storage("append", "disk full"), thrown.Error);

        store.FailAppends = false;
        await output.WriteAsync("two");
        Assert.Equal(["one", "two"], (await output.ReadTranscriptAsync(10)).Select(one => one.Text));
    }

    [Fact]
    public async Task A_writer_waits_when_the_store_is_too_slow_instead_of_filling_the_memory()
    {
        var goOn = new TaskCompletionSource();
        var store = new FailingStore(new InMemorySessionStore());
        await using var house = new NoteHouse(store: store);
        var output = (await house.CreateAsync()).Output;
        store.AppendsMayGoOn = goOn.Task;
        var writes = Enumerable.Range(0, 3000).Select(number => output.WriteAsync($"{number}").AsTask()).ToArray();
        Assert.Equal(1024, output.Buffer.Replay().Events.Count);

        goOn.SetResult();
        await Task.WhenAll(writes);
        Assert.Equal(3000, (await output.ReadTranscriptAsync(5000)).Count);
    }

    [Fact]
    public async Task A_live_subscription_replays_and_goes_on_without_a_gap()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        await entry.Output.WriteAsync("before");
        using var subscription = entry.Output.Subscribe();
        using var live = entry.Output.Subscribe(replay: false);
        await entry.Output.WriteAsync("after");
        await house.Engine.CloseAsync("alpha");
        Assert.Equal(["before", "after"], (await subscription.ToListAsync()).Select(one => one.Text));
        Assert.Equal(["after"], (await live.ToListAsync()).Select(one => one.Text));
    }

    [Fact]
    public async Task A_slow_reader_loses_the_oldest_and_is_told_how_many()
    {
        await using var house = new NoteHouse(options => options.OutputSubscriberCapacity = 2);
        var output = (await house.CreateAsync()).Output;
        using var slow = output.Subscribe();
        for (var number = 1; number <= 5; number++) await output.WriteAsync($"{number}");
        slow.Dispose();
        Assert.Equal(3, slow.Dropped);
        Assert.Equal([4L, 5L], (await slow.ToListAsync()).Select(one => one.Sequence));
    }

    [Fact]
    public async Task A_constructor_may_write_and_what_it_wrote_is_stored_once_the_session_is()
    {
        var writes = new List<Task>();
        await using var house = new NoteHouse { OnCreating = output => writes.Add(output.WriteAsync("early").AsTask()) };
        var entry = await house.CreateAsync();
        await Assert.Single(writes);
        Assert.Equal("early", Assert.Single(await entry.Output.ReadTranscriptAsync(1)).Text);
    }

    [Fact]
    public async Task What_the_constructor_of_a_session_that_is_not_created_wrote_is_not_stored()
    {
        var writes = new List<Task>();
        var store = new FailingStore(new InMemorySessionStore()) { FailSaves = true };
        await using var house = new NoteHouse(store: store) { OnCreating = output => writes.Add(output.WriteAsync("early").AsTask()) };
        var config = new NoteSessionConfig { MaxNotes = 1 };
        Assert.Equal("Storage", (await house.Engine.CreateAsync(config)).Error?.Code);
        await Assert.ThrowsAsync<NoteSessionException>(() => Assert.Single(writes));
        Assert.Empty(await store.ReadTranscriptAsync("note", config.Id, 10));
    }

    [Fact]
    public async Task A_constructor_that_throws_leaves_nothing_behind()
    {
        await using var house = new NoteHouse { OnCreating = _ => throw new FormatException("mine") };
        await Assert.ThrowsAsync<FormatException>(() => house.CreateAsync("alpha"));
        house.OnCreating = _ => throw new NoteSessionException(new NoteSession.NotebookFull(0));
        Assert.Equal(new NoteSession.NotebookFull(0), (await house.TryCreateAsync("alpha")).Error);
        Assert.Empty((await house.Store.LoadAsync("note")).Records);
        Assert.Equal(0, house.Engine.Statistics.MemoryBytes);

        house.OnCreating = null;
        await house.CreateAsync("alpha");
    }
}
