using System.Globalization;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Forms of locks and of calls, a file and a namespace for each, all in one program: each is told when the order is inverted, and none when it is not.</summary>
public class FormTests
{
    /// <summary>What leads to <c>TakeB()</c>, which takes the lock B.</summary>
    private static readonly Form[] Calls =
    [
        new("V += 1;", "int V { get => 1; set { TakeB(); } }"),
        new("V ??= new object();", "object? V { get => null; set { TakeB(); } }"),
        new("V = 2;", "int _v; ref int V { get { TakeB(); return ref _v; } }"),
        new("V = 2;", "int V { get => field; set { field = value; TakeB(); } }"),
        new("_ = new Part { Owner = this };", "", "class Part { public C Owner { init { value.TakeB(); } } }"),
        new("_ = new Part { this };", "", "class Part : System.Collections.IEnumerable { public void Add(C c) => c.TakeB(); public System.Collections.IEnumerator GetEnumerator() => null!; }"),
        new("var c = this; c += 1;", "public static C operator +(C c, int v) { c.TakeB(); return c; }"),
        new("var c = this; c++;", "public static C operator ++(C c) { c.TakeB(); return c; }"),
        new("var s = \"\"; s += this;", "public override string ToString() { TakeB(); return string.Empty; }"),
        new("Sum(new Part(this));", "static void Sum<T>(T t) where T : IPart<T> { _ = t + t; }",
            "interface IPart<T> where T : IPart<T> { static abstract T operator +(T a, T b); } record struct Part(C C) : IPart<Part> { public static Part operator +(Part a, Part b) { a.C.TakeB(); return a; } }"),
        new("Run<Part>(this);", "static void Run<T>(C c) where T : IPart { T.Work(c); }", "interface IPart { static abstract void Work(C c); } class Part : IPart { public static void Work(C c) => c.TakeB(); }"),
        new("_part.Work(this);", "readonly IPart _part = new Part();", "interface IPart { void Work(C c) => c.TakeB(); } class Part : IPart { }"),
        new("var (a, b) = this;", "public void Deconstruct(out int a, out int b) { TakeB(); a = b = 1; }"),
        new("foreach (var (a, b) in new[] { this }) { }", "public void Deconstruct(out int a, out int b) { TakeB(); a = b = 1; }"),
        new("(V, _) = (1, 2);", "int V { set { TakeB(); } }"),
        new("_act();", "readonly Action _act; readonly int _count; public C() => (_act, _count) = (TakeB, 1);"),
        new("var (act, _) = _pair; act();", "readonly (Action Act, int Count) _pair; public C() { _pair = (TakeB, 1); }"),
        new("Act();", "Action Act => () => TakeB();"),
        new("Act();", "readonly Action _act; Action Act => _act; public C() { _act = TakeB; }"),
        new("_part.Raise();", "readonly Part _part = new(); public C() { _part.Changed += TakeB; }",
            "class Part { Action? _act; public event Action Changed { add { Action? old, all; do { old = _act; all = old + value; } while (Interlocked.CompareExchange(ref _act, all, old) != old); } remove { } } public void Raise() => _act?.Invoke(); }"),
        new("_part.Raise();", "readonly Part _part = new(); public C() { _part.Changed += TakeB; }",
            "class Part { static readonly object Key = new(); readonly System.ComponentModel.EventHandlerList _all = new(); public event Action Changed { add { _all.AddHandler(Key, value); } remove { } } public void Raise() => ((Action?)_all[Key])?.Invoke(); }"),
        new("With(TakeB);", "private partial void With(Action act); private partial void With(Action act) { act(); }"),
        new("_ = new Part();", "public static C Current = new();", "class Whole { protected Whole() => C.Current.TakeB(); } class Part : Whole { public Part() { } }"),
        new("_ = new Part();", "public static C Current = new();", "class Whole { readonly int _size = C.Current.Number(); } class Part : Whole { }"),
        new("using (new Part(this)) { }", "", "class Part(C c) : IDisposable { void IDisposable.Dispose() => c.TakeB(); }"),
        new("using (_part) { }", "readonly IPart _part; public C() { _part = new Part(this); }", "interface IPart : IDisposable { } class Part(C c) : IPart { public void Dispose() => c.TakeB(); }"),
        new("_part.Dispose();", "readonly IPart _part; public C() { _part = new Part(this); }", "interface IPart : IDisposable { } class Part(C c) : IPart { public void Dispose() => c.TakeB(); }"),
        new("using (IDisposable part = new Part(this)) { }", "", "class Part(C c) : IDisposable { public void Dispose() => c.TakeB(); }"),
        new("using (Open()) { }", "IDisposable Open() => new Part(this);", "class Part(C c) : IDisposable { public void Dispose() => c.TakeB(); }"),
        new("((IDisposable)_part).Dispose();", "readonly Part _part; public C() { _part = new Part(this); }", "class Part(C c) : IDisposable { void IDisposable.Dispose() => c.TakeB(); }"),
        new("goto last; last: TakeB();"),
        new("var c = this; c?.V = 1;", "int V { set { TakeB(); } }"),
        // Who waits for work keeps what he holds from others until the work has the lock that it needs.
        new("Task.Run(TakeB).Wait();"),
        new("_ = Task.Run(() => Number()).Result;"),
        new("var task = LateAsync(); task.Wait();", "async Task LateAsync() { await Task.Yield(); TakeB(); }"),
        new("Task.Run(TakeB).ContinueWith(_ => { }).Wait();"),
        new("var thread = new Thread(TakeB); thread.Start(); thread.Join();"),
        new("Parallel.Invoke(TakeB, () => { });"),
        new("new[] { 1 }.AsParallel().ForAll(_ => TakeB());"),
        new("SynchronizationContext.Current!.Send(_ => TakeB(), null);"),
    ];

    /// <summary>What leads to <c>TakeB()</c> in asynchronous code.</summary>
    private static readonly Form[] Awaits =
    [
        new("await TakeB().WaitAsync(CancellationToken.None);"),
        new("await using (new Part(this)) { }", "", "class Part(C c) : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Yield(); await c.TakeB(); } }"),
        new("await using var part = new Part(this);", "", "class Part(C c) : IAsyncDisposable { async ValueTask IAsyncDisposable.DisposeAsync() => await c.TakeB(); }"),
        new("await using (new Part(this).ConfigureAwait(false)) { }", "", "class Part(C c) : IAsyncDisposable { public async ValueTask DisposeAsync() => await c.TakeB(); }"),
        new("await using (_part) { }", "readonly IAsyncDisposable _part; public C() { _part = new Part(this); }", "class Part(C c) : IAsyncDisposable { public async ValueTask DisposeAsync() => await c.TakeB(); }"),
        new("await Task.Run(TakeB);"),
        new("var late = LateAsync(); await late;", "async Task LateAsync() { await Task.Yield(); await TakeB(); }"),
        new("await Parallel.ForEachAsync(new[] { 1 }, async (_, _) => await TakeB());"),
    ];

    /// <summary>How B is taken, and freed.</summary>
    private static readonly Form[] Locks =
    [
        new("try { B.WaitOne(); } catch (AbandonedMutexException) { } try { ... } finally { B.ReleaseMutex(); }", "readonly Mutex B = new();"),
        new("while (true) { lock (B) { break; } } lock (B) { ... }", "readonly object B = new();"),
        new("while (true) { Monitor.Enter(B); try { break; } finally { Monitor.Exit(B); } } lock (B) { ... }", "readonly object B = new();"),
        new("lock (B) { if (_known) goto done; } done: lock (B) { ... }", "readonly object B = new(); bool _known;"),
        new("foreach (var item in Items().Where(item => item > 0)) { ... }", "readonly object B = new(); IEnumerable<int> Items() { lock (B) { yield return 1; } }"),
        new("With(() => { ... });", "readonly object B = new(); private partial void With(Action act); private partial void With(Action act) { lock (B) act(); }"),
        new("With(() => { ... });", "readonly SemaphoreSlim B = new(1); void With(Action act) { B.Wait(); try { act(); } finally { B.Release(); } }"),
        new("using (Hold()) { ... }", "readonly object B = new(); IDisposable Hold() { Monitor.Enter(B); return new Token(B); }", "class Token(object gate) : IDisposable { void IDisposable.Dispose() => Monitor.Exit(gate); }"),
    ];

    private static readonly Form[] AsyncLocks =
    [
        new("await With(async () => { ... });", "readonly SemaphoreSlim B = new(1); async Task With(Func<Task> work) { await B.WaitAsync(); try { await work(); } finally { B.Release(); } }"),
        new("await using (await Hold()) { ... }", "readonly SemaphoreSlim B = new(1); async Task<Token> Hold() { await B.WaitAsync(); return new Token(B); }",
            "class Token(SemaphoreSlim gate) : IAsyncDisposable { public ValueTask DisposeAsync() { gate.Release(); return default; } }"),
    ];

    [Fact]
    public Task Every_call() => EachAsync(Calls, isAsync: false, static call => (call.Text, "lock (B) { ... }", "readonly object B = new();" + call.Members));

    [Fact]
    public Task Every_awaited_call() => EachAsync(Awaits, isAsync: true, static call => (call.Text, "await B.WaitAsync(); try { ... } finally { B.Release(); }", "readonly SemaphoreSlim B = new(1);" + call.Members));

    [Fact]
    public Task Every_lock() => EachAsync(Locks, isAsync: false, static form => ("TakeB();", form.Text, form.Members));

    [Fact]
    public Task Every_awaited_lock() => EachAsync(AsyncLocks, isAsync: true, static form => ("await TakeB();", form.Text, form.Members));

    private static async Task EachAsync(Form[] forms, bool isAsync, Func<Form, (string Call, string UnderB, string Members)> read)
    {
        var underA = isAsync ? "await A.WaitAsync(); try { ... } finally { A.Release(); }" : "lock (A) { ... }";
        var told = await ToldAsync((call, underB) => (In(underA, call), In(underB, In(underA, ""))));
        Assert.Empty(Enumerable.Range(0, forms.Length).Except(told).Select(index => forms[index]));
        Assert.Empty((await ToldAsync((call, underB) => ($"{{ {In(underA, "")} }} {call}", In(underB, In(underA, ""))))).Select(index => forms[index]));
        Assert.Empty((await ToldAsync((call, underB) => (In(underA, call), $"{{ {In(underB, "")} }} {In(underA, "")}"))).Select(index => forms[index]));

        async Task<IEnumerable<int>> ToldAsync(Func<string, string, (string One, string Two)> threads)
        {
            var sources = forms.Select((form, index) =>
            {
                var (call, underB, members) = read(form);
                return Program(index, isAsync, members, In(underB, ""), threads(call, underB), form.Types);
            });
            return (await FindingsAsync(Only("MSES0001", [.. sources]))).Select(static finding =>
                int.Parse(Path.GetFileNameWithoutExtension(finding.Location.SourceTree!.FilePath), CultureInfo.InvariantCulture)).Distinct();
        }
    }

    private static string In(string form, string body) => form.Replace("...", body, StringComparison.Ordinal);

    private static string Program(int index, bool isAsync, string members, string takeB, (string One, string Two) threads, string types)
    {
        var (result, gate) = isAsync ? ("async Task", "SemaphoreSlim A = new(1)") : ("void", "object A = new()");
        return $$"""
            namespace N{{index}};
            public partial class C
            {
                readonly {{gate}};
                {{members}}
                public {{result}} TakeB() { {{takeB}} }
                public int Number() { TakeB(); return 1; }
                public {{result}} One() { {{threads.One}} }
                public {{result}} Two() { {{threads.Two}} }
            }
            {{types}}
            """;
    }

    private sealed record Form(string Text, string Members = "", string Types = "");
}
