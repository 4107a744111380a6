using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0005: what a lock's holder runs, and did not write itself, takes it again.</summary>
public class ReacquireByDelegateTests
{
    private const string Semaphore = "private readonly SemaphoreSlim _gate = new(1, 1);";

    [Theory]
    [InlineData("private void Locked(Action work) { _gate.Wait(); try { [|work()|]; } finally { _gate.Release(); } }", "public void One() { Locked(() => Two()); } public void Two() { Locked(() => { }); }")]
    [InlineData("private void Locked(Action work) { _gate.Wait(); try { [|work()|]; } finally { _gate.Release(); } }", "public void One() { Locked(Two); } public void Two() { _gate.Wait(); _gate.Release(); }")]
    [InlineData("private async Task Locked(Func<Task> work) { await _gate.WaitAsync(); try { await [|work()|]; } finally { _gate.Release(); } }", "public Task One() => Locked(async () => { await Task.Yield(); await Two(); }); public Task Two() => Locked(() => Task.CompletedTask);")]
    public async Task Through_a_helper_that_runs_work_under_the_lock(string helper, string users)
    {
        var source = Program(Semaphore + helper + users, "");
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(source).Replace("Two())", "Other())", StringComparison.Ordinal).Replace("Two();", "Other();", StringComparison.Ordinal).Replace("(Two)", "(Other)", StringComparison.Ordinal)
            .Replace("public void M()", users.Contains("Task One", StringComparison.Ordinal) ? "private static Task Other() => Task.CompletedTask; public void M()" : "private static void Other() { } public void M()", StringComparison.Ordinal)));
    }

    /// <summary>What an object runs for another under its own lock may come back to the other's lock.</summary>
    [Fact]
    public Task Silent_on_the_helper_of_another_object() => Verify.Silent<LockAnalyzer>(Only("MSES0005", Program(Semaphore, """
        var other = new C(); other.Locked(() => Two()); } public void Two() { Locked(() => { }); }
        public void Locked(Action work) { _gate.Wait(); try { work(); } finally { _gate.Release(); }
        """)));

    /// <summary>A helper that runs a lambda under the lock of its object is entered again by the lambda.</summary>
    [Theory]
    [InlineData("LockedAsync(() => CountAsync())", true)]
    [InlineData("LockedAsync(async () => { await Task.Yield(); return await CountAsync(); })", true)]
    [InlineData("LockedAsync(CountAsync)", true)]
    [InlineData("LockedAsync(() => Task.FromResult(1))", false)]
    [InlineData("_next.LockedAsync(() => CountAsync())", false)]
    [InlineData("LockedAsync(() => _next.CountAsync())", false)]
    public async Task A_lambda_under_the_lock_of_its_object(string call, bool isReported)
    {
        var source = $$"""
            public class C(C next)
            {
                {{Semaphore}}
                private readonly C _next = next;
                public Task<int> CountAsync() => LockedAsync(() => Task.FromResult(1));
                public Task<int> AllAsync() => {{call}};
                private async Task<T> LockedAsync<T>(Func<Task<T>> work)
                {
                    await _gate.WaitAsync();
                    try { return await work(); }
                    finally { _gate.Release(); }
                }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0005", source))).Length);
    }

    /// <summary>What an object stores in its own member, of its own, runs on itself.</summary>
    [Theory]
    [InlineData("Changed += OnChanged;", "Changed?[|.Invoke()|];", true)]
    [InlineData("Changed += () => OnChanged();", "var copy = Changed; copy?[|.Invoke()|];", true)]
    [InlineData("_act = OnChanged;", "[|_act!()|];", true)]
    [InlineData("other.Changed += OnChanged;", "Changed?.Invoke();", false)]
    [InlineData("Changed += other.OnChanged;", "Changed?.Invoke();", false)]
    [InlineData("Changed += OnChanged; other.Changed += OnChanged;", "Changed?.Invoke();", false)]
    [InlineData("Changed += OnChanged;", "other.Changed?.Invoke();", false)]
    [InlineData("Stopping.Token.Register(OnChanged);", "[|Stopping.Cancel()|];", true)]
    [InlineData("other.Stopping.Token.Register(OnChanged);", "Stopping.Cancel();", false)]
    [InlineData("Stopping.Token.Register(OnChanged);", "other.Stopping.Cancel();", false)]
    public async Task A_handler_of_its_own(string subscribe, string raise, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1);
                private Action? _act;
                public Action? Changed;
                public readonly CancellationTokenSource Stopping = new();
                public void Start(C other) { {{subscribe}} }
                public void M(C other) { _gate.Wait(); try { {{(isReported ? raise : Unmarked(raise))}} } finally { _gate.Release(); } }
                public void OnChanged() { _gate.Wait(); _gate.Release(); }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0005", source));
    }

    private static string Program(string field, string statements) => $"public class C {{ {field} public void M() {{ {statements} }} }}";

    /// <summary>Whoever has an object that he keeps run something under its lock must not come back to that object.</summary>
    [Theory]
    [InlineData("private readonly Shared _s = new();", "_s.Rent(() => { _s.Rent(() => { }); });", true)]
    [InlineData("private readonly Shared _s = new();", "_s.Rent(() => { _s.Count(); });", true)]
    [InlineData("private static readonly Shared _s = new();", "_s.Rent(() => { _s.Count(); });", true)]
    [InlineData("private readonly Shared _s = new(), _t = new();", "_s.Rent(() => { _t.Count(); });", false)]
    [InlineData("private readonly Shared _s = new();", "given.Rent(() => { _s.Count(); });", false)]
    [InlineData("", "var s = new Shared(); var t = new Shared(); s.Rent(() => { t.Count(); });", false)]
    public async Task An_object_that_is_kept(string member, string statements, bool isReported)
    {
        var source = $$"""
            public class Shared
            {
                {{Semaphore}}
                public void Rent(Action work) { _gate.Wait(); try { work(); } finally { _gate.Release(); } }
                public void Count() { _gate.Wait(); _gate.Release(); }
            }
            public class User
            {
                {{member}}
                public void Rebuild(Shared given) { {{statements}} }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0005", source))).Length);
    }

    /// <summary>Who hands himself to what he runs under his lock must not be come back to.</summary>
    [Theory]
    [InlineData("this", true)]
    [InlineData("_next", false)]
    public async Task An_object_that_hands_itself(string handed, bool isReported)
    {
        var source = $$"""
            public class Peer
            {
                {{Semaphore}}
                public Peer? _next;
                private Action<Peer>? _handler;
                public void Register(Action<Peer> handler) => _handler = handler;
                public void Raise() { _gate.Wait(); try { _handler?.Invoke({{handed}}!); } finally { _gate.Release(); } }
                public void Count() { _gate.Wait(); _gate.Release(); }
            }
            public class Behavior
            {
                public Behavior(Peer peer) => peer.Register(On);
                private void On(Peer peer) => peer.Count();
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0005", source))).Length);
    }

    /// <summary>A handler that comes back to the object which raises the event: its owner keeps that very object.</summary>
    [Theory]
    [InlineData("private readonly Peer _peer = peer;", "_peer.Raised += On;", "_peer.Count();", true)]
    [InlineData("private readonly Peer _peer = new();", "_peer.Raised += () => On();", "_peer.Count();", true)]
    [InlineData("private Peer Own { get; } = peer;", "Own.Raised += On;", "Own.Count();", true)]
    [InlineData("private readonly Peer _peer = peer;", "_peer.Handler = On;", "_peer.Count();", true)]
    [InlineData("private Peer _peer = peer;", "_peer = new(); _peer.Raised += On;", "_peer.Count();", false)]
    [InlineData("private readonly Peer _peer = peer, _other = new();", "_peer.Raised += On;", "_other.Count();", false)]
    [InlineData("private readonly Peer _peer = peer, _other = new();", "_peer.Raised += On; _other.Raised += On;", "_other.Count();", false)]
    [InlineData("private readonly Peer _peer = peer;", "given.Raised += On;", "_peer.Count();", false)]
    public async Task An_object_whose_keeper_is_told(string members, string attach, string handle, bool isReported)
    {
        var source = $$"""
            public class Peer
            {
                {{Semaphore}}
                public event Action? Raised;
                public Action? Handler { get; set; }
                public void Raise() { _gate.Wait(); try { Raised?.Invoke(); Handler?.Invoke(); } finally { _gate.Release(); } }
                public void Count() { _gate.Wait(); _gate.Release(); }
            }
            public class Keeper(Peer peer)
            {
                {{members}}
                public void Start(Peer given) { {{attach}} peer.Raise(); }
                private void On() { {{handle}} }
            }
            """;
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0005", source))).Length);
    }
}
