using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Which object a lock belongs to, and which of several locks it is, where the source tells.</summary>
public class SameObjectTests
{
    [Theory]
    [InlineData("new Part(new object())", "new Part(new object(), 1)", true)]
    [InlineData("new Part(_gate)", "new Part(new object())", false)]
    public Task A_lock_that_may_be_the_other_is_not_nested_in_it(string one, string other, bool isFound)
    {
        var source = $$"""
            public class Whole
            {
                private readonly object _gate = new();
                private readonly Part _one, _other;
                public Whole() { _one = {{one}}; _other = {{other}}; }
                public int Count() { lock (_gate) { return _one.Count() + _other.Count(); } }
                public void Changed() { lock (_gate) { } }
            }
            public class Part
            {
                private readonly object _sync;
                public Part(object sync) => _sync = sync;
                public Part(object sync, int count) => _sync = sync;
                public int Count() { lock (_sync) { return 1; } }
                public void Add(Whole whole) { lock (_sync) { whole.Changed(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source.Replace("_one.Count()", "[|_one.Count()|]", StringComparison.Ordinal))) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    [Theory]
    [InlineData("whole.Safety", false)]
    [InlineData("new Safety()", true)]
    public Task A_lock_that_a_constructor_takes_over_is_that_lock(string lockOfPart, bool isFound)
    {
        var source = $$"""
            public sealed class Safety
            {
                private readonly object _lock = new();
                public IDisposable Begin() { Monitor.Enter(_lock); return new Scope(_lock); }
                private sealed class Scope(object held) : IDisposable { public void Dispose() => Monitor.Exit(held); }
            }
            public class Whole
            {
                internal Safety Safety { get; } = new();
                public void Add(Part part) { using (Safety.Begin()) { part.Added(); } }
                internal void Changed() { using (Safety.Begin()) { } }
            }
            public class Part
            {
                private Safety Safety { get; }
                private readonly Whole _whole;
                public Part(Whole whole) { _whole = whole; Safety = {{lockOfPart}}; }
                internal void Added() { using (Safety.Begin()) { } }
                public void Change() { using (Safety.Begin()) { _whole.Changed(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source.Replace("part.Added()", "[|part.Added()|]", StringComparison.Ordinal))) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("CancellationToken token", "default", true)]
    [InlineData("string key", "\"b\"", false)]
    public Task Of_locks_for_keys_it_does_not_show_which_is_taken(string parameter, string argument, bool isFound)
    {
        var source = $$"""
            public sealed class AsyncKeyLock { public ValueTask<IDisposable> LockAsync({{parameter}}) => throw new NotSupportedException(); }
            public class C
            {
                private readonly AsyncKeyLock _locks = new();
                public async Task OneAsync() { using (await _locks.LockAsync({{argument}})) { await [|TwoAsync()|]; } }
                private async Task TwoAsync() { using (await _locks.LockAsync({{argument}})) { } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(source)));
    }

    [Theory]
    [InlineData("_names = new Names(); lock (other._gate) { _names.Add(); }", false)]
    [InlineData("lock (other._gate) { [|_names.Add()|]; }", true)]
    [InlineData("lock (_names._gate) { var made = new Names(); Known.Add(made); made.Add(); }", false)]
    [InlineData("_names._gate = other._gate; lock (_names._gate) { other.Add(); }", false, "")]
    [InlineData("lock (_names._gate) { [|other.Add()|]; }", true, "")]
    [InlineData("lock (_names._gate) { var made = other; if (made == _names) made = new Names(); Known.Add(made); [|made.Add()|]; }", true)]
    public Task Who_has_just_made_an_object_takes_it_first(string statements, bool isFound, string isFixed = "readonly")
    {
        var source = $$"""
            public class Names
            {
                internal {{isFixed}} object _gate = new();
                public void Add() { lock (_gate) { } }
            }
            public class C
            {
                public static readonly List<Names> Known = new();
                private Names _names = new();
                public void Copy(Names other) { {{statements}} }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0008", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0008", source));
    }

    [Theory]
    [InlineData("Bag<string>", false)]
    [InlineData("Bag<int>", true)]
    [InlineData("Counts", true)]
    [InlineData("Names", false)]
    public async Task A_generic_object_for_one_type_is_none_for_another(string other, bool isFound)
    {
        var source = $$"""
            public class Bag<T> { private readonly object _gate = new(); public void Add() { lock (_gate) { } } public Scope Hold() { Monitor.Enter(_gate); return new Scope(this); } public readonly struct Scope(Bag<T> bag) : IDisposable { public void Dispose() => Monitor.Exit(bag._gate); } }
            public class Counts : Bag<int> { }
            public class Names : Bag<string> { }
            public class C
            {
                private readonly object _a = new();
                public void One(Bag<int> counts) { lock (_a) { [|counts.Add()|]; } }
                public void Two({{other}} bag) { using (bag.Hold()) { lock (_a) { } } }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>The callback belongs to the one that registers it, who holds his lock meanwhile.</summary>
    [Theory]
    [InlineData("lock (_gate) { _waiters.Add(Signaled); }", false)]
    [InlineData("lock (_gate) { Register(Signaled); } } private void Register(Action action) { _waiters.Add(action);", false)]
    [InlineData("_waiters.Add(Signaled);", true)]
    public Task Who_hands_a_delegate_down_holds_his_locks_while_it_runs(string statements, bool isFound)
    {
        var source = $$"""
            public class Waiters
            {
                private readonly object _list = new();
                public void Add(Action action) { lock (_list) { [|action()|]; } }
                public void Remove() { lock (_list) { } }
            }
            public class C
            {
                private readonly object _gate = new();
                private readonly Waiters _waiters = new();
                public void Wait() { {{statements}} }
                public void Cancel() { lock (_gate) { _waiters.Remove(); } }
                private void Signaled() { lock (_gate) { } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>All who hand the callback down hold the lock that the story begins with: it is held, not taken again.</summary>
    [Fact]
    public Task What_givers_hold_can_be_where_a_story_begins() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        public class Reader
        {
            private readonly object _list = new();
            private readonly Queue<Action> _pending = new();
            public void Add() { lock (_list) { [|Try(_pending.Dequeue())|]; } }
            public void Read(Action action) { lock (_list) { if (!Try(action)) _pending.Enqueue(action); } }
            public void Consume() { lock (_list) { } }
            private bool Try(Action action) { action(); return true; }
        }
        public class C
        {
            private readonly object _gate = new();
            private readonly Reader _reader = new();
            public void Begin() => _reader.Read(() => Work());
            public void Work() { lock (_gate) { _reader.Consume(); } }
        }
        """));

    /// <summary>A method that the source runs through a delegate is held to what is held there, as a lambda is, unless a library is handed it too.</summary>
    [Theory]
    [InlineData("_check = Check;", false)]
    [InlineData("_check = Check; _ = new Timer(_ => { }); ThreadPool.QueueUserWorkItem(Later);", false)]
    [InlineData("_check = Check; Task.Run(Check);", true)]
    public Task A_method_runs_where_its_delegate_does(string statements, bool isFound)
    {
        var source = $$"""
            public class C
            {
                private readonly object _connection = new(), _state = new();
                private readonly Action _check;
                public C() { {{statements}} }
                public void Receive() { lock (_connection) { [|_check()|]; } }
                private void Check() { lock (_state) { Publish(); } }
                private void Publish() { lock (_connection) { } }
                private void Later(object? state) { }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}
