using MultiSession.Testing.Clocks;

namespace MultiSession.Tests;

public class SessionLockManagerTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly SessionLockManager _manager;
    private readonly SessionId _a;
    private readonly SessionId _b;

    public SessionLockManagerTests()
    {
        _manager = new SessionLockManager(_clock, Lease);
        _a = SessionId.New(_clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _b = SessionId.New(_clock);
    }

    [Fact]
    public async Task Sessions_are_taken_in_one_order_however_they_are_named()
    {
        var lockOfBoth = (await _manager.AcquireAsync([_b, _a, _b], TimeSpan.Zero)).Lock;
        Assert.Equal([_a, _b], lockOfBoth?.Sessions);
    }

    [Fact]
    public async Task Owners_that_name_two_sessions_in_opposite_orders_all_get_them()
    {
        var rounds = Enumerable.Range(0, 200).Select(round => Task.Run(async () =>
        {
            SessionId[] sessions = round % 2 == 0 ? [_a, _b] : [_b, _a];
            await using var owned = (await _manager.AcquireAsync(sessions, Patience)).Lock;
            return owned is { IsHeld: true };
        }));
        Assert.All(await Task.WhenAll(rounds), Assert.True);
        Assert.False(_manager.IsLocked(_a) || _manager.IsLocked(_b));
    }

    [Fact]
    public async Task Waiting_owners_are_served_in_turn()
    {
        var first = (await _manager.AcquireAsync([_a], TimeSpan.Zero)).Lock!;
        var second = _manager.AcquireAsync([_a], Patience).AsTask();
        var third = _manager.AcquireAsync([_a], Patience).AsTask();
        first.Dispose();
        var next = (await second).Lock!;
        Assert.False(third.IsCompleted);
        next.Dispose();
        Assert.NotNull((await third).Lock);
    }

    [Fact]
    public async Task A_wait_ends_with_its_timeout_and_says_how_long_it_was()
    {
        using var held = (await _manager.AcquireAsync([_b], TimeSpan.Zero)).Lock;
        var waiting = _manager.AcquireAsync([_a, _b], TimeSpan.FromSeconds(5)).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(5));
        var attempt = await waiting;
        Assert.Equal((null, _b, TimeSpan.FromSeconds(5)), (attempt.Lock, attempt.Blocking, attempt.Waited));
        Assert.False(_manager.IsLocked(_a));
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_nothing_taken()
    {
        using var held = (await _manager.AcquireAsync([_b], TimeSpan.Zero)).Lock!;
        using var cancellation = new CancellationTokenSource();
        var waiting = _manager.AcquireAsync([_a, _b], Patience, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(_manager.IsLocked(_a));
        held.Dispose();
        Assert.False(_manager.IsLocked(_b));
    }

    [Fact]
    public async Task A_stale_owner_loses_the_lock_to_who_waits_and_its_late_release_frees_nothing()
    {
        var stale = (await _manager.AcquireAsync([_a], TimeSpan.Zero)).Lock!;
        var waiting = _manager.AcquireAsync([_a], Patience).AsTask();
        _clock.Advance(Lease);
        var next = (await waiting).Lock!;
        Assert.Equal((false, true), (stale.IsHeld, next.IsHeld));

        stale.Dispose();
        Assert.False(stale.TryRenew());
        Assert.True(next.IsHeld);
        Assert.Null((await _manager.AcquireAsync([_a], TimeSpan.Zero)).Lock);
    }

    [Fact]
    public async Task A_renewed_lease_starts_anew()
    {
        using var owner = (await _manager.AcquireAsync([_a], TimeSpan.Zero)).Lock!;
        _clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.True(owner.TryRenew());
        var waiting = _manager.AcquireAsync([_a], Patience).AsTask();
        _clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await waiting).Lock);
    }

    [Fact]
    public async Task A_lock_of_several_that_lost_one_is_held_no_more_but_still_frees_the_other()
    {
        var both = (await _manager.AcquireAsync([_a, _b], TimeSpan.Zero)).Lock!;
        _clock.Advance(Lease);
        using var next = (await _manager.AcquireAsync([_a], TimeSpan.Zero)).Lock;
        Assert.False(both.IsHeld);
        both.Dispose();
        Assert.True(next!.IsHeld);
        Assert.NotNull((await _manager.AcquireAsync([_b], TimeSpan.Zero)).Lock);
    }

    [Fact]
    public async Task No_timer_is_left_when_nothing_is_locked()
    {
        var owner = (await _manager.AcquireAsync([_a], TimeSpan.Zero)).Lock!;
        var waiting = _manager.AcquireAsync([_a], Timeout.InfiniteTimeSpan).AsTask();
        Assert.Equal(1, _clock.TimerCount);
        owner.Dispose();
        (await waiting).Lock!.Dispose();
        Assert.Equal(0, _clock.TimerCount);
    }

    [Fact]
    public async Task A_session_that_ends_takes_its_lock_with_it()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        await using var held = (await house.Engine.LockAsync(["alpha"], TimeSpan.Zero)).Value;
        var waiting = house.Engine.LockAsync(["alpha"], Patience).AsTask();
        await house.Engine.CloseAsync("alpha");
        Assert.Equal(new NoteSessionError.Closed("alpha"), (await waiting).Error);
        Assert.False(held.IsHeld);
    }

    [Fact]
    public async Task The_engine_locks_by_reference_and_names_who_blocks()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        await house.CreateAsync("beta");
        await using var held = (await house.Engine.LockAsync(["beta", "1", "alpha"], TimeSpan.Zero)).Value;
        Assert.Equal(2, held.Sessions.Count);
        Assert.Equal(new NoteSessionError.Locked("beta", TimeSpan.Zero), (await house.Engine.LockAsync(["2"], TimeSpan.Zero)).Error);
        Assert.Equal("NotFound", (await house.Engine.LockAsync(["alpha", "nosuch"], TimeSpan.Zero)).Error?.Code);
    }
}
