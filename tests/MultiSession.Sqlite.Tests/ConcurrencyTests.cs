using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Writes_of_many_callers_are_all_there()
    {
        await using var store = await _folder.OpenAsync(options => options.WriteQueueCapacity = 4);
        var ids = Enumerable.Range(0, 20).Select(_ => SessionId.New()).ToList();
        await Task.WhenAll(ids.Select(async id =>
        {
            for (var sequence = 1L; sequence <= 20; sequence++)
                await store.AppendTranscriptAsync(TypeName, id, [Event(sequence)]);
        }));
        foreach (var id in ids)
            Assert.Equal(Enumerable.Range(1, 20).Select(i => Event(i)), await store.ReadTranscriptAsync(TypeName, id, 100));
    }

    [Fact]
    public async Task Of_writes_that_wait_together_only_the_wrong_one_fails()
    {
        await using var store = await _folder.OpenAsync();
        var stored = New("stored", 1);
        await store.SaveAsync(stored);
        List<Task<long>> saves;
        using (var other = _folder.Connect())
        using (other.BeginTransaction()) // holds the writer up, so that the rest queues behind its first write
        {
            saves = [.. Enumerable.Range(2, 30).Select(i => store.SaveAsync(i == 10 ? stored : New($"s{i}", i)).AsTask())];
        }

        await Assert.ThrowsAsync<SessionVersionConflictException>(() => saves[8]);
        saves.RemoveAt(8);
        Assert.All(await Task.WhenAll(saves), version => Assert.Equal(1, version));
        Assert.Equal(30, (await store.LoadAsync(TypeName)).Records.Count);
    }

    [Fact]
    public async Task Disposal_finishes_what_is_queued()
    {
        List<Task<long>> saves;
        await using (var store = await _folder.OpenAsync())
            saves = [.. Enumerable.Range(1, 50).Select(i => store.SaveAsync(New($"s{i}", i)).AsTask())];
        // What was saved is told to the waiting callers on other threads, perhaps a moment after the store is gone.
        await Task.WhenAll(saves);
        Assert.Equal(50, _folder.Sql("SELECT count(*) FROM sessions"));
        Assert.Equal([_folder.StorePath], Directory.GetFiles(_folder.Root)); // the log is folded into the file
    }

    [Fact]
    public async Task A_write_that_is_cancelled_before_it_begins_is_not_done()
    {
        const int MoreThanOneBatch = 300;
        await using var store = await _folder.OpenAsync();
        using var stop = new CancellationTokenSource();
        List<Task<long>> saves;
        Task cancelled;
        using (var other = _folder.Connect())
        using (other.BeginTransaction()) // the first batch waits for this lock, the rest behind it
        {
            saves = [.. Enumerable.Range(1, MoreThanOneBatch).Select(i => store.SaveAsync(New($"s{i}", i)).AsTask())];
            cancelled = store.SaveAsync(New("cancelled", 0), stop.Token).AsTask();
            await stop.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Task.WhenAll(saves);
        var stored = (await store.LoadAsync(TypeName)).Records;
        Assert.Equal(MoreThanOneBatch, stored.Count);
        Assert.DoesNotContain(stored, record => record.Name == "cancelled");
    }

    [Fact]
    public async Task Reading_does_not_wait_for_a_writer()
    {
        var id = SessionId.New();
        await using var store = await _folder.OpenAsync();
        await store.AppendTranscriptAsync(TypeName, id, [Event(1)]);
        Task<long> save;
        using (var other = _folder.Connect())
        using (other.BeginTransaction())
        {
            save = store.SaveAsync(New()).AsTask();
            Assert.Single(await store.ReadTranscriptAsync(TypeName, id, 10));
            Assert.False(save.IsCompleted);
        }

        Assert.Equal(1, await save);
    }

    public void Dispose() => _folder.Dispose();
}
