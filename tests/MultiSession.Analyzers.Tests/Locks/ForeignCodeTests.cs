using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0007: code of others runs under a lock of ours.</summary>
public class ForeignCodeTests
{
    [Theory]
    [InlineData("Changed?[|.Invoke()|];")]
    [InlineData("[|Changed!()|];")]
    [InlineData("var handler = Changed; handler?[|.Invoke()|];")]
    [InlineData("[|Act()|];")]
    [InlineData("[|callback()|];")]
    [InlineData("[|_inline.SetResult()|];")]
    [InlineData("[|_inline.TrySetException(new InvalidOperationException())|];")]
    public async Task Reports(string statement)
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", Program($"lock (_gate) {{ {statement} }}"))));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("C._gate", LockDiagnosticProperties.KeyOf(finding));
        await Verify.Silent<LockAnalyzer>(Only("MSES0007", Program($"lock (_gate) {{ }} {Unmarked(statement)}")));
    }

    [Theory]
    [InlineData("_elsewhere.SetResult();")]
    [InlineData("Action own = () => { }; own();")]
    [InlineData("_private();")]
    [InlineData("_ = new[] { 1 }.OrderBy(value => value).ToList();")]
    [InlineData("Changed += () => { };")]
    [InlineData("_ = Task.Run(() => callback());")]
    public Task Silent(string statement) => Verify.Silent<LockAnalyzer>(Only("MSES0007", Program($"lock (_gate) {{ {statement} }}")));

    [Fact]
    public Task A_lock_that_nobody_else_knows_is_no_danger() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0007", "public class C { private readonly object _gate = new(); public C(Action callback) { lock (_gate) callback(); } }"));

    /// <summary>A helper that is only called under the lock runs under it.</summary>
    [Theory]
    [InlineData("lock (_gate) Raise();", true)]
    [InlineData("lock (_gate) Step(); void Step() => Raise();", true)]
    [InlineData("lock (_gate) _ = Later(); async Task Later() { await Task.Yield(); Raise(); }", false)]
    public async Task In_a_helper(string statements, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                public event Action? Changed;
                public void M() { {{statements}} }
                private void Raise() => Changed?{{(isReported ? "[|.Invoke()|]" : ".Invoke()")}};
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>What is nested in a type is part of it; what another type raises is that type's own affair.</summary>
    [Theory]
    [InlineData("private sealed class Sink { public event Action? Changed; public void Raise() => Changed?[|.Invoke()|]; } }", true)]
    [InlineData("} internal sealed class Sink { public event Action? Changed; public void Raise() => Changed?.Invoke(); }", false)]
    [InlineData("private sealed class Sink { public event Action? Changed; public void Raise() => Changed?.Invoke(); } public void Free() => _sink.Raise(); }", false)]
    [InlineData("public C(Action callback) => _sink = new(callback); private sealed class Sink(Action callback) { public void Raise() => [|callback()|]; } }", true)]
    [InlineData("public C() => _sink = new(Forget); private void Forget() { } private sealed class Sink(Action callback) { public void Raise() => callback(); } }", false)]
    [InlineData("public C() => _sink = new(Forget); private void Forget() { } private sealed class Sink { private readonly Action _callback; public Sink(Action callback) => _callback = callback; public void Raise() => _callback(); } }", false)]
    [InlineData("public C(Func<bool> ask) => _sink = new(ask); private sealed class Sink(Func<bool> ask) { public void Raise() => _ = ask(); } }", false)]
    public async Task In_a_helper_of_another_type(string sink, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly Sink _sink{{(sink.StartsWith("public C", StringComparison.Ordinal) ? "" : " = new()")}};
                public void M() { lock (_gate) _sink.Raise(); }
                {{sink}}
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>What the compiler or the run time reads from an attribute has nobody else call the method.</summary>
    [Theory]
    [InlineData("Changed?.Invoke();")]
    [InlineData("var handlers = Changed; if (handlers != null) handlers();")]
    [InlineData("Action? handlers = Changed; handlers?.Invoke();")]
    public async Task The_event_is_named_and_not_its_local_copy(string raise)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                public event Action? Changed;
                public void M() { lock (_gate) { {{raise}} } }
            }
            """;
        Assert.StartsWith("Raises C.Changed while holding C._gate", Assert.Single(await FindingsAsync(Only("MSES0007", source))).GetMessage(null), StringComparison.Ordinal);
    }

    /// <summary>A helper that others call without the lock is told where it is called under it.</summary>
    [Theory]
    [InlineData("lock (_gate) [|Raise()|]; Raise();")]
    [InlineData("lock (_gate) [|Raise()|]; lock (_gate) Raise(); Raise();")]
    [InlineData("lock (_gate) [|Raise()|]; lock (_other) { [|Raise()|]; Raise(); } Raise();")]
    [InlineData("lock (_gate) [|Named()|];")]
    [InlineData("lock (_gate) [|Open()|];")]
    [InlineData("lock (_gate) [|RaiseIf(true)|]; Raise(); RaiseIf(false);")]
    [InlineData("lock (_gate) RaiseIf(false); Raise(); RaiseIf(true);")]
    [InlineData("lock (_gate) [|RaiseAsync().Wait()|]; Raise();")]
    [InlineData("lock (_gate) _ = LateAsync(); Raise();")]
    [InlineData("lock (_gate) Task.Run(Raise); Raise();")]
    [InlineData("lock (_gate) Unlocked(); Raise();")]
    [InlineData("lock (new C()._gate) Raise(); Raise();")]
    public Task In_a_helper_that_others_call_without_the_lock(string statements)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new(), _other = new();
                public event Action? Changed;
                public void M() { {{statements.Replace("[|RaiseAsync().Wait()|]", "[|RaiseAsync()|].Wait()", StringComparison.Ordinal)}} }
                public void N() { Raise(); Unlocked(); _ = RaiseAsync(); }
                private void Raise() => Changed?.Invoke();
                [System.ComponentModel.DisplayName("Raise")] private void Named() => Changed?.Invoke();
                public void Open() => Changed?.Invoke();
                private void RaiseIf(bool raise) { if (raise) Changed?.Invoke(); }
                private async Task RaiseAsync() { Changed?.Invoke(); await Task.Yield(); }
                private async Task LateAsync() { await Task.Yield(); Changed?.Invoke(); }
                private void Unlocked() { Monitor.Exit(_gate); try { Changed?.Invoke(); } finally { Monitor.Enter(_gate); } }
            }
            """;
        return statements.Contains("[|", StringComparison.Ordinal) ? Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>An inline continuation runs under the lock of whoever has the source completed, of whichever type he is; an event is its own type's affair.</summary>
    [Theory]
    [InlineData("_done.SetResult()", "new()", true)]
    [InlineData("_done.TrySetException(new InvalidOperationException())", "new()", true)]
    [InlineData("_done.SetResult()", "new(TaskCreationOptions.RunContinuationsAsynchronously)", false)]
    [InlineData("Done?.Invoke()", "new()", false)]
    public Task Completed_by_a_method_of_another_type(string complete, string source, bool isReported) =>
        isReported ? Verify.Analyzer<LockAnalyzer>(OfTwoTypes("[|_pending.Complete()|]", complete, source)) : Verify.Silent<LockAnalyzer>(OfTwoTypes("_pending.Complete()", complete, source));

    private static TestProject OfTwoTypes(string call, string complete, string source) => Only("MSES0007", $$"""
        public sealed class Pending
        {
            private readonly TaskCompletionSource _done = {{source}};
            public event Action? Done;
            public Task Task => _done.Task;
            public void Complete() => {{complete}};
        }

        public sealed class Owner
        {
            private readonly object _gate = new();
            private readonly Pending _pending = new();
            public Task Done => _pending.Task;
            public void Close() { lock (_gate) {{call}}; }
            public void Free() => _pending.Complete();
        }
        """);

    [Theory]
    [InlineData("System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)", true)]
    [InlineData("System.Diagnostics.DebuggerStepThrough", true)]
    public async Task In_a_helper_with_an_attribute(string attribute, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                public event Action? Changed;
                public void M() { lock (_gate) Raise(); }
                [{{attribute}}] private void Raise() => Changed?{{(isReported ? "[|.Invoke()|]" : ".Invoke()")}};
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    [Theory]
    [InlineData("Dictionary<int, TaskCompletionSource>", "_waiting.Add(1, source)", "if (_waiting.TryGetValue(1, out var one)) [|one.SetResult()|];")]
    [InlineData("List<TaskCompletionSource>", "_waiting.Add(source)", "foreach (var one in _waiting) [|one.TrySetCanceled()|];")]
    [InlineData("Queue<(int, TaskCompletionSource)>", "_waiting.Enqueue((1, source))", "var (_, one) = _waiting.Dequeue(); [|one.SetResult()|];")]
    [InlineData("Queue<(int Key, TaskCompletionSource Source)>", "_waiting.Enqueue((1, source))", "var one = _waiting.Dequeue(); [|one.Source.SetResult()|];")]
    [InlineData("TaskCompletionSource[]", "_waiting[0] = source", "[|_waiting[0].SetResult()|];")]
    public async Task Completion_sources_in_a_collection(string type, string put, string complete)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly {{type}} _waiting = {{(type.EndsWith(']') ? "new TaskCompletionSource[1]" : "new()")}};
                public Task Wait() { var source = new TaskCompletionSource(); lock (_gate) { {{put}}; } return source.Task; }
                public void Done() { lock (_gate) { {{complete}} } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0007", Unmarked(source).Replace("new TaskCompletionSource();", "new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);", StringComparison.Ordinal)));
    }

    /// <summary>What comes out of a collection of the program's own is one of those that the program makes.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("TaskCreationOptions.RunContinuationsAsynchronously", false)]
    public async Task Completion_sources_in_a_collection_of_the_program(string options, bool isReported)
    {
        var source = $$"""
            public class Waiters
            {
                private object? _only;
                public void Add(TaskCompletionSource source) => _only = source;
                public IEnumerator<TaskCompletionSource> GetEnumerator() { if (_only is TaskCompletionSource only) yield return only; }
            }
            public class C
            {
                private readonly object _gate = new();
                private readonly Waiters _waiters = new();
                public Task Wait() { var source = new TaskCompletionSource({{options}}); lock (_gate) _waiters.Add(source); return source.Task; }
                public void Done() { lock (_gate) { foreach (var one in _waiters) {{(isReported ? "[|one.TrySetCanceled()|]" : "one.TrySetCanceled()")}}; } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>What only the type itself stores is its own, whoever sees it.</summary>
    [Theory]
    [InlineData("public static readonly Action Act = static () => { };", false)]
    [InlineData("public Action Act { get; } = static () => { };", false)]
    [InlineData("public Action Act { get; private set; } = static () => { };", false)]
    [InlineData("private Action Act { get; set; } = static () => { };", false)]
    [InlineData("public Action Act { get; } public C(Action act) => Act = act;", true)]
    [InlineData("public Action Act { get; private set; } public C(Action act) => Act = act;", true)]
    [InlineData("public readonly Action Act; public C(Action act) => Act = act;", true)]
    [InlineData("public Action Act { get; init; } = static () => { };", true)]
    [InlineData("public Action Act = static () => { };", true)]
    [InlineData("protected virtual Action Act => static () => { };", true)]
    public Task A_delegate_in_a_member(string member, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                {{member}}
                public void M() { lock (_gate) { {{(isReported ? "[|Act()|]" : "Act()")}}; } }
            }
            """;
        return isReported ? Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>What everybody may put into a collection is foreign; what only the type itself puts there is not.</summary>
    [Theory]
    [InlineData("Queue<Action>", "_actions.Enqueue(action)", "var one = _actions.Dequeue(); [|one()|];")]
    [InlineData("List<Action>", "_actions.Add(action)", "foreach (var one in _actions) [|one()|];")]
    [InlineData("List<Action>", "_actions.Add(action)", "[|_actions[0]()|];")]
    [InlineData("Dictionary<int, Action>", "_actions[1] = action", "if (_actions.TryGetValue(1, out var one)) [|one()|];")]
    public async Task Delegates_in_a_collection(string type, string put, string run)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private readonly {{type}} _actions = new();
                public void Post(Action action) { lock (_gate) { {{put}}; } }
                public void Run() { lock (_gate) { {{run}} } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0007", Unmarked(source).Replace("public void Post", "private void Post", StringComparison.Ordinal)));
    }

    /// <summary>Nobody has subscribed to a static event of a type that is still being initialized; to another type's, somebody may have.</summary>
    [Theory]
    [InlineData("public static event Action? Changed; static C() => Set(1); public static void Set(int value) { Value = value; Changed?.Invoke(); }")]
    [InlineData("public static event Action? Changed; static C() => Changed?.Invoke();")]
    [InlineData("private static readonly object _gate = new(); public static event Action? Changed; static C() { } public static void Set(int value) { lock (_gate) Changed?[|.Invoke()|]; }")]
    [InlineData("static C() => Other.Raise(); private static class Other { public static event Action? Changed; public static void Raise() => Changed?[|.Invoke()|]; }")]
    public Task Events_of_a_type_that_is_being_initialized(string members)
    {
        var source = $"public static class C {{ public static int Value; {members} }}";
        return source.Contains("[|", StringComparison.Ordinal) ? Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>A type that is handed in is none of the delegates that are made for it.</summary>
    [Fact]
    public Task Delegates_that_are_compiled() => Verify.Silent<LockAnalyzer>(Only("MSES0007", """
        public class C
        {
            private readonly Dictionary<Type, Action> _made = new();
            public void Run(Type type)
            {
                lock (_made)
                {
                    if (!_made.TryGetValue(type, out var run)) _made.Add(type, run = Compile(type));
                    run();
                }
            }
            public static Action Compile(Type type) => System.Linq.Expressions.Expression.Lambda<Action>(System.Linq.Expressions.Expression.New(type)).Compile();
        }
        """));

    [Fact]
    public Task A_completion_source_that_was_just_created_has_no_continuations() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0007", "public class C { private readonly object _gate = new(); public Task M() { lock (_gate) { var source = new TaskCompletionSource(); source.SetResult(); return source.Task; } } }"));

    private static string Program(string statements) => $$"""
        public class C
        {
            private readonly object _gate = new();
            private readonly Action _private = () => { };
            private readonly TaskCompletionSource _inline = new(), _elsewhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
            public event Action? Changed;
            public Action Act { get; set; } = () => { };
            public void M(Action callback) { {{statements}} }
        }
        """;

    /// <summary>What an asynchronous helper raises after an await is under the lock of those who wait for it.</summary>
    [Theory]
    [InlineData("await RaiseAsync();", "await Task.Yield(); Changed?[|.Invoke()|];", true)]
    [InlineData("await MiddleAsync();", "await Task.Yield(); Changed?[|.Invoke()|];", true)]
    [InlineData("_ = RaiseAsync();", "await Task.Yield(); Changed?.Invoke();", false)]
    public async Task After_an_await_of_a_helper(string statements, string helper, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                public event Action? Changed;
                public async Task M() { await _gate.WaitAsync(); try { {{statements}} } finally { _gate.Release(); } }
                private async Task MiddleAsync() { await Task.Yield(); await RaiseAsync(); }
                private async Task RaiseAsync() { {{helper}} }
            }
            """;
        if (!statements.Contains("Middle", StringComparison.Ordinal)) source = source.Replace("await Task.Yield(); await RaiseAsync();", "await Task.Yield();", StringComparison.Ordinal);
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }

    /// <summary>A callback that a private field keeps is foreign if others hand it in; what answers a question, such as a factory, is not asked for.</summary>
    [Theory]
    [InlineData("public C(Action callback) => _callback = callback;", "Action", true)]
    [InlineData("public C(Func<Task> callback) => _callback = callback;", "Func<Task>", true)]
    [InlineData("public void Register(Action callback) => _callback = callback;", "Action", true)]
    [InlineData("public C(Func<int> callback) => _callback = callback;", "Func<int>", false)]
    [InlineData("public C(Func<Task<int>> callback) => _callback = callback;", "Func<Task<int>>", false)]
    [InlineData("private C(Action callback) => _callback = callback;", "Action", false)]
    [InlineData("public C() => _callback = static () => { };", "Action", false)]
    public async Task A_callback_in_a_private_field(string given, string type, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private {{type}} _callback = null!;
                {{given}}
                public void M() { lock (_gate) { {{(isReported ? "[|_callback()|]" : "_callback()")}}; } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0007", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0007", source));
    }
}
