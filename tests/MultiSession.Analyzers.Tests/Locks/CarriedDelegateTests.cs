using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Delegates and callbacks are followed into what carries them, pairs, boxes, generic types, and out again.</summary>
public class CarriedDelegateTests
{
    [Theory]
    [InlineData("List<Action> _all = new(); Action[] _none = new Action[1];", "_all.Add(TakeB)", "foreach (var act in _all) act();")]
    [InlineData("List<Action> _all = new();", "_all.Add(TakeB)", "foreach (var act in _all.ToArray()) act();")]
    [InlineData("List<Action> _all = new();", "_all.Add(TakeB)", "var copy = new Action[1]; _all.CopyTo(copy, 0); foreach (var act in copy) act();")]
    [InlineData("Action[] _all = new Action[1];", "_all[0] = TakeB", "var copy = new Action[1]; Array.Copy(_all, copy, 1); copy[0]();")]
    [InlineData("List<Action> _all = new(); List<Action> All => _all;", "_all.Add(TakeB)", "foreach (var act in All) act();")]
    [InlineData("List<Action> _all = new(); IReadOnlyList<Action> All() { return _all; }", "_all.Add(TakeB)", "foreach (var act in All()) act();")]
    [InlineData("List<Action> _all = new(); Action[] All() { return _all.ToArray(); }", "_all.Add(TakeB)", "var all = All(); foreach (var act in all) act();")]
    [InlineData("Dictionary<int, List<Action>> _all = new(); List<Action> All(int key) => _all[key];", "_all[1] = new List<Action> { TakeB }", "foreach (var act in All(1)) act();")]
    [InlineData("List<Action> _all = new();", "_all.Add(TakeB)", "_all.ForEach(act => act());")]
    [InlineData("List<Action> _all = new();", "_all.AddRange(new Action[] { TakeB })", "_all.First()();")]
    [InlineData("List<Action> _all;", "_all = new() { TakeB }", "_all[0]();")]
    [InlineData("List<Action> _all;", "_all = [TakeB]", "foreach (var act in Enumerable.Reverse(_all)) act();")]
    [InlineData("List<(int, Action Run)> _all = new();", "_all.Add((1, TakeB))", "foreach (var item in _all) item.Run();")]
    [InlineData("List<(int, Action Run)> _all = new();", "_all.Add((1, TakeB))", "foreach (var (_, run) in _all) run();")]
    [InlineData("Dictionary<int, Action> _all = new();", "_all[1] = TakeB", "_all[1]();")]
    [InlineData("Dictionary<int, Action> _all = new();", "_all.Add(1, TakeB)", "if (_all.TryGetValue(1, out var act)) act();")]
    [InlineData("Dictionary<int, Action> _all;", "_all = new() { { 1, TakeB } }", "foreach (var act in _all.Values) act();")]
    [InlineData("Dictionary<int, Action> _all;", "_all = new() { [1] = TakeB }", "foreach (var pair in _all) pair.Value();")]
    [InlineData("Dictionary<int, List<Action>> _all = new();", "_all[1] = new List<Action> { TakeB }", "foreach (var list in _all.Values) foreach (var act in list) act();")]
    [InlineData("Dictionary<int, List<Action>> _all = new();", "if (!_all.TryGetValue(1, out var list)) _all[1] = list = new(); list.Add(TakeB)", "foreach (var act in _all[1]) act();")]
    [InlineData("Queue<Action> _all = new();", "_all.Enqueue(TakeB)", "var act = _all.Dequeue(); act();")]
    [InlineData("System.Collections.Concurrent.ConcurrentQueue<Action> _all = new();", "_all.Enqueue(TakeB)", "while (_all.TryDequeue(out var act)) act();")]
    [InlineData("object _box;", "_box = (Action)TakeB", "((Action)_box)();")]
    [InlineData("Delegate _box;", "_box = (Action)TakeB", "_box.DynamicInvoke();")]
    [InlineData("System.Net.Sockets.SocketAsyncEventArgs _box = new();", "_box.UserToken = (Action)TakeB", "var act = _box.UserToken as Action; act();")]
    [InlineData("Action _act;", "_act = TakeB", "Interlocked.Exchange(ref _act, null)?.Invoke();")]
    [InlineData("Action _act;", "_act = TakeB", "Volatile.Read(ref _act)();")]
    [InlineData("Action _act; int _kind;", "_act = _kind switch { 0 => TakeB, _ => null }", "_act();")]
    [InlineData("event Action Done;", "Done += TakeB", "foreach (Action act in Done.GetInvocationList()) act();")]
    [InlineData("Own<Action> _all = new();", "_all.Put(TakeB)", "foreach (var act in _all.Items) act();")]
    [InlineData("List<IDisposable> _all = new();", "_all.Add(new Taker(this))", "foreach (var item in _all) item.Dispose();")]
    [InlineData("List<IObserver<int>> _all = new();", "_all.Add(new Taker(this))", "foreach (var item in _all) item.OnNext(1);")]
    public async Task What_is_put_in_is_run_where_it_is_taken_out(string member, string put, string take)
    {
        var source = $$"""
            #nullable disable
            public class C
            {
                private readonly object _a = new(), _b = new();
                private {{member}}
                public void Fill() { {{put}}; }
                public void One() { lock (_a) { {{take}} } }
                public void Two() { lock (_b) { lock (_a) { } } }
                public void TakeB() { lock (_b) { } }
            }
            public class Own<T> { public readonly List<T> Items = new(); public void Put(T item) { Items.Add(item); } }
            public class Taker(C c) : IDisposable, IObserver<int>
            {
                public void Dispose() => c.TakeB();
                public void OnNext(int value) => c.TakeB();
                public void OnCompleted() { }
                public void OnError(Exception error) { }
            }
            """;
        Assert.Single(await FindingsAsync(Only("MSES0001", source)));
        Assert.Empty(await FindingsAsync(Only("MSES0001", source.Replace($"{put};", "", StringComparison.Ordinal))));
    }

    /// <summary>What is registered on a token runs where its source is cancelled, however the token came there.</summary>
    [Theory]
    [InlineData("public void Start() { Run(_source.Token); } private void Run(CancellationToken token) { token.Register(Work); }")]
    [InlineData("public void Start() { Token.Register(Work); } public CancellationToken Token => _source.Token;")]
    [InlineData("private CancellationToken _token; public void Start() { _token = _source.Token; _token.Register(Work); }")]
    [InlineData("public void Start(CancellationToken other) { var linked = CancellationTokenSource.CreateLinkedTokenSource(other, _source.Token); linked.Token.Register(Work); }")]
    public async Task Callbacks_of_a_token(string members)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new(), _other = new();
                private readonly CancellationTokenSource _source = new(), _second = new();
                {{members}}
                public void Stop() { lock (_gate) { [|_source.Cancel()|]; } }
                private void Work() { lock (_other) { } }
                public void Two() { lock (_other) { lock (_gate) { } } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace("_source.Cancel()", "_second.Cancel()", StringComparison.Ordinal)));
    }

    /// <summary>A variable of a framework's interface mixes up what belongs to different objects, as a delegate variable does.</summary>
    [Theory]
    [InlineData("", 1)]
    [InlineData("_held = new Empty(); _held = new Nothing();", 0)]
    public async Task What_an_interface_hides_and_a_delegate_hides_again_is_a_guess(string others, int findings) =>
        Assert.Equal(findings, (await FindingsAsync(Only("MSES0001", $$"""
            public class C
            {
                private readonly object _a = new(), _b = new();
                private IDisposable? _held;
                public void Fill() { _held = new Later(TakeB); {{others}} }
                public void One() { lock (_a) { _held?.Dispose(); } }
                public void Two() { lock (_b) { lock (_a) { } } }
                public void TakeB() { lock (_b) { } }
                public void Use() { new Later(() => { }).Dispose(); new Later(() => Use()).Dispose(); new Later(() => Fill()).Dispose(); new Later(Use).Dispose(); }
            }
            public class Later(Action run) : IDisposable { public void Dispose() => run(); }
            public class Empty : IDisposable { public void Dispose() { } }
            public class Nothing : IDisposable { public void Dispose() { } }
            """))).Length);
}
