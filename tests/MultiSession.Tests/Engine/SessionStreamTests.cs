using System.Runtime.CompilerServices;

namespace MultiSession.Tests;

public class SessionStreamTests
{
    private static readonly SessionOperation Count = new("Count");

    [Fact]
    public async Task A_stream_holds_the_session_until_it_ends()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var seen = new List<int>();
        Task<SessionResult<int>>? other = null;
        await foreach (var item in entry.StreamAsync(Count, 3, CountTo))
        {
            seen.Add(item);
            other ??= entry.Handle().TryAddAsync("after").AsTask();
            Assert.False(other.IsCompleted);
            Assert.Equal(SessionStatus.Processing, entry.Status);
        }

        Assert.Equal([1, 2, 3], seen);
        Assert.NotNull(other);
        Assert.Equal(1, (await other).Value);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_frees_the_session()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        await foreach (var item in entry.StreamAsync(Count, 100, CountTo))
        {
            if (item == 2) break;
        }

        Assert.Equal(SessionStatus.Active, entry.Status);
        Assert.Equal(1, await entry.Handle().AddAsync("after"));
    }

    [Fact]
    public async Task A_declared_error_ends_a_stream_as_the_types_exception()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var items = entry.StreamAsync(Count, 0, (_, _, _) => Fail(new NoteSessionException(new NoteSession.NotebookFull(7))));
        var thrown = await Assert.ThrowsAsync<NoteSessionException>(async () => await items.GetAsyncEnumerator().MoveNextAsync());
        Assert.Equal(new NoteSession.NotebookFull(7), thrown.Error);
        Assert.Equal(SessionStatus.Active, entry.Status);
    }

    [Fact]
    public async Task Another_exception_ends_a_stream_unchanged()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        var failure = new FormatException("mine");
        var items = entry.StreamAsync(Count, 0, (_, _, _) => Fail(failure));
        Assert.Same(failure, await Assert.ThrowsAsync<FormatException>(async () => await items.GetAsyncEnumerator().MoveNextAsync()));
        Assert.Same(failure, entry.LastError);
    }

    [Fact]
    public async Task A_stream_that_takes_too_long_ends_with_Timeout()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        await using var items = entry.StreamAsync(new SessionOperation("Slow", TimeSpan.FromSeconds(1)), 0, (_, _, token) => Wait(token)).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        var next = items.MoveNextAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var thrown = await Assert.ThrowsAsync<NoteSessionException>(async () => await next);
        Assert.Equal(new NoteSessionError.Timeout("Slow", TimeSpan.FromSeconds(1)), thrown.Error);
    }

    [Fact]
    public async Task A_stream_of_a_closed_session_throws_Closed()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("alpha");
        await house.Engine.CloseAsync("alpha");
        var items = entry.StreamAsync(Count, 3, CountTo).GetAsyncEnumerator();
        var thrown = await Assert.ThrowsAsync<NoteSessionException>(async () => await items.MoveNextAsync());
        Assert.Equal(new NoteSessionError.Closed("alpha"), thrown.Error);
    }

    private static async IAsyncEnumerable<int> CountTo(NoteSession session, int last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 1; number <= last; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return number;
        }
    }

    private static async IAsyncEnumerable<int> Wait([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 0;
        var never = new TaskCompletionSource<int>();
        yield return await never.Task.WaitAsync(cancellationToken);
    }

    private static async IAsyncEnumerable<int> Fail(Exception failure)
    {
        await Task.Yield();
        if (failure is not null) throw failure;
        yield return 0;
    }
}
