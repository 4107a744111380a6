using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Which lock it is, and whether its holder may take it again, behind interfaces, wrappers and two uses of one object.</summary>
public class LockIdentityTests
{
    /// <summary>The count of a semaphore and the monitor of the same object are two locks.</summary>
    [Theory]
    [InlineData("lock (_s) { lock (_a) { } }", true)]
    [InlineData("_s.Wait(); lock (_a) { } _s.Release();", false)]
    public async Task A_semaphore_that_is_also_locked(string statements, bool isSilent)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new();
                private readonly SemaphoreSlim _s = new(1);
                public void M() { lock (_a) { _s.Wait(); _s.Release(); } }
                public void N() { {{statements}} }
            }
            """;
        var found = await FindingsAsync(Only("MSES0001", source));
        Assert.Equal(isSilent, found.Length == 0);
        Assert.Empty(await FindingsAsync(Only("MSES0005", source)));
    }

    /// <summary>Which of the shared states is locked, or none of them, does not show where the member that holds them is locked.</summary>
    [Theory]
    [InlineData("Closed", true)]
    [InlineData("new State()", false)]
    public async Task A_member_that_also_holds_shared_objects(string first, bool isSilent)
    {
        var source = $$"""
            public class State
            {
                private static readonly State Closed = new();
                private static readonly object Pool = new();
                private void Return() { lock (this) { lock (Pool) { } } }
                public static void Close(State state) => state.Return();
                public class Connection
                {
                    private State _state = {{first}};
                    private State Inner => _state;
                    public void Set(State state) => _state = state;
                    public void Open() { lock (Pool) { lock (Inner) { } } }
                }
            }
            """;
        Assert.Equal(isSilent, (await FindingsAsync(Only("MSES0001", source))).Length == 0);
    }

    /// <summary>The interface's property is the lock that the only class behind it returns.</summary>
    [Theory]
    [InlineData("LockRecursionPolicy.SupportsRecursion", true)]
    [InlineData("LockRecursionPolicy.NoRecursion", false)]
    public async Task A_lock_behind_an_interface(string policy, bool isSilent)
    {
        var source = $$"""
            public interface IDomain { ReaderWriterLockSlim Gate { get; } }
            public class Domain : IDomain
            {
                private readonly ReaderWriterLockSlim _gate = new({{policy}});
                public ReaderWriterLockSlim Gate => _gate;
                public void M(Registry registry) { _gate.EnterWriteLock(); registry.Work(); _gate.ExitWriteLock(); }
            }

            public class Registry(IDomain domain)
            {
                public void Work() { domain.Gate.EnterReadLock(); domain.Gate.ExitReadLock(); }
                public void Twice() { domain.Gate.EnterReadLock(); domain.Gate.EnterReadLock(); domain.Gate.ExitReadLock(); domain.Gate.ExitReadLock(); }
            }
            """;
        Assert.Empty(await FindingsAsync(Only("MSES0001", source)));
        var again = await FindingsAsync(Only("MSES0005", source));
        Assert.Equal(isSilent, again.Length == 0);
    }

    /// <summary>A wrapper of a lock that may be entered again may be entered again too.</summary>
    [Theory]
    [InlineData("LockRecursionPolicy.SupportsRecursion", true)]
    [InlineData("LockRecursionPolicy.NoRecursion", false)]
    public async Task A_recursive_lock_in_a_wrapper(string policy, bool isSilent)
    {
        var source = $$"""
            public sealed class Gate
            {
                private readonly ReaderWriterLockSlim _lock = new({{policy}});
                public Scope Read() { _lock.EnterReadLock(); return new Scope(this); }
                private void Leave() => _lock.ExitReadLock();
                public readonly struct Scope(Gate gate) : IDisposable { public void Dispose() => gate.Leave(); }
            }

            public class C
            {
                private readonly Gate _gate = new();
                public void M() { using (_gate.Read()) N(); }
                public void N() { using (_gate.Read()) { } }
            }
            """;
        var found = await FindingsAsync(Only("MSES0005", source));
        Assert.Equal(isSilent, found.Length == 0);
    }

    [Theory]
    [InlineData("_life", true)]
    [InlineData("new object()", false)]
    public Task A_lock_that_is_sometimes_a_new_one_is_not_the_lock_that_is_handed_in_elsewhere(string given, bool isFound)
    {
        var source = $$"""
            public class Quota
            {
                private readonly object _mutex;
                public Quota(object mutex) => _mutex = mutex;
                public void Acquire() { lock (_mutex) { } }
            }
            public class Host
            {
                private readonly object _all = new(), _life = new();
                private readonly Quota _quota, _own;
                public Host() { _quota = new Quota(_life); _own = new Quota({{given}}); }
                public void Use() => _quota.Acquire();
                public void One() { lock (_all) { [|_own.Acquire()|]; } }
                public void Two() { lock (_life) { lock (_all) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A test that hands a part a lock of its own says nothing about the lock that the program hands it.</summary>
    [Theory]
    [InlineData("PartTests", true)]
    [InlineData("Maker", false)]
    public async Task A_lock_that_others_hand_in(string maker, bool isFound)
    {
        var findings = await FindingsAsync(Only("MSES0001", $$"""
            public class Whole
            {
                private readonly object _sync = new(), _other = new();
                private readonly Part _part;
                public Whole() => _part = new Part(_sync);
                public void M() { lock (_sync) lock (_other) { } }
                public void N() { lock (_other) _part.Set(); }
            }
            public class Part(object sync)
            {
                private readonly object _sync = sync;
                public void Set() { lock (_sync) { } }
            }
            public class {{maker}} { public void Make() => new Part(new object()).Set(); }
            """));

        Assert.Equal(isFound, findings.Length > 0);
    }
}
