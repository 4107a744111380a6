using MultiSession.Testing.Clocks;

namespace MultiSession.Tests;

public class SessionLockManagerModelTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public void No_session_ever_has_two_owners_and_a_stale_release_frees_nobody() => ModelChecks.ForAllCommands(commands =>
        RunAsync(commands).GetAwaiter().GetResult());

    // Every step tries without waiting, releases an owner (maybe a stale one), or lets time pass; the model says who owns what until when.
    private static async Task RunAsync((int Command, int Argument)[] commands)
    {
        var clock = new FakeTimeProvider();
        var manager = new SessionLockManager(clock, Lease);
        var sessions = Enumerable.Range(0, 3).Select(_ => SessionId.New(clock)).Order().ToArray();
        var owners = new List<SessionLock>();
        var model = new Dictionary<SessionId, (SessionLock Owner, DateTimeOffset Until)>();
        foreach (var (command, argument) in commands)
        {
            switch (command % 3)
            {
                case 0:
                    var wanted = sessions.Where((_, index) => ((argument % 7 + 1) & (1 << index)) != 0).ToArray();
                    var blocking = wanted.Where(id => model.TryGetValue(id, out var held) && held.Until > clock.GetUtcNow()).Cast<SessionId?>().FirstOrDefault();
                    var attempt = await manager.AcquireAsync(wanted, TimeSpan.Zero);
                    Assert.Equal(blocking, attempt.Blocking);
                    Assert.Equal(blocking is null, attempt.Lock is not null);

                    // A refused attempt took over the stale locks before the blocking one, and let them go again.
                    foreach (var id in wanted.TakeWhile(id => id != blocking)) model.Remove(id);
                    if (attempt.Lock is not { } acquired) break;
                    owners.Add(acquired);
                    foreach (var id in wanted) model[id] = (acquired, clock.GetUtcNow() + Lease);
                    break;
                case 1 when owners.Count > 0:
                    var owner = owners[argument % owners.Count];
                    owner.Dispose();
                    foreach (var id in model.Where(held => held.Value.Owner == owner).Select(held => held.Key).ToArray()) model.Remove(id);
                    break;
                case 2:
                    clock.Advance(TimeSpan.FromSeconds(argument % 20));
                    break;
            }

            foreach (var owner in owners)
            {
                Assert.Equal(owner.Sessions.All(id => model.TryGetValue(id, out var held) && held.Owner == owner), owner.IsHeld);
            }

            foreach (var id in sessions) Assert.Equal(model.TryGetValue(id, out var held) && held.Until > clock.GetUtcNow(), manager.IsLocked(id));
        }
    }
}
