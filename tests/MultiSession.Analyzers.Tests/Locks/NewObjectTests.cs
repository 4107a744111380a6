using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Nobody else waits for, or holds, the lock of an object that a method has just made.</summary>
public class NewObjectTests
{
    [Theory]
    [InlineData("using var shell = new Shell(); shell.Add();", false)]
    [InlineData("using (var shell = new Shell()) { shell.Add(); }", false)]
    [InlineData("using var shell = Shell.Create(); shell.Add();", false)]
    [InlineData("var shell = Shell.Nested(true); shell.Add();", false)]
    [InlineData("var shell = Shell.Chosen(1); shell.Add();", false)]
    [InlineData("var shell = Make(); shell.Add();", false)]
    [InlineData("new Shell().Set().Add();", false)]
    [InlineData("var shell = new Shell(); shell.Set().Set().Add();", false)]
    [InlineData("using var shell = new Shell(); _all.Add(shell); shell.Add();", true)]
    [InlineData("var shell = _all[0]; shell.Set().Add();", true)]
    [InlineData("using (var shell = _all[0]) { shell.Add(); }", true)]
    [InlineData("var shell = Shell.Default(); shell.Add();", true)]
    [InlineData("var shell = Shell.Kept(); shell.Add();", true)]
    [InlineData("new Shell().Other(_all[0]).Add();", true)]
    public Task A_shell_that_is_used_under_a_lock(string statements, bool isFound)
    {
        var source = $$"""
            public class Shell : IDisposable
            {
                private static readonly Shell s_shared = new();
                private static Shell? s_last;
                private readonly object _sync = new();
                public Pool? Pool;
                public static Shell Create() { return new Shell(); }
                public static Shell Nested(bool isNested) { Shell made = Create(); made.Pool = null; return made; }
                public static Shell Chosen(int way) { Shell? made = null; switch (way) { case 1: made = new Shell(); made.Pool = null; break; } return made!; }
                public static Shell Default() { return s_shared; }
                public static Shell Kept() { Shell made = Create(); s_last = made; return made; }
                public Shell Set() { Pool = null; return this; }
                public Shell Other(Shell other) { return other; }
                public void Add() { lock (_sync) { } }
                public void Release(Pool pool) { lock (_sync) { [|pool.Take()|]; } }
                public void Dispose() { }
            }
            public class Pool
            {
                private readonly object _gate = new();
                private readonly List<Shell> _all = [];
                public void Open() { lock (_gate) { {{statements}} } }
                public void Take() { lock (_gate) { } }
                private static Shell Make() { Shell made = Shell.Create(); made.Pool = null; return made; }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A local that is given what a member holds does not give it to the member: what is made for the member stays what it is given there.</summary>
    [Theory]
    [InlineData("_stop = new Result(null); _stop.Complete();", false)]
    [InlineData("_stop = new Result(null); _stop.Finish();", false)]
    [InlineData("Result? held = null; held = _stop; _stop = new Result(null); _stop.Complete(); held?.ToString();", false)]
    [InlineData("_stop = new Result(_worker.Run); [|_stop.Complete()|];", true)]
    [InlineData("_stop = new Result(_worker.Run); [|_stop.Finish()|];", true)]
    public Task What_a_member_is_given(string statements, bool isFound)
    {
        var source = $$"""
            public class Ending(Action? callback)
            {
                private readonly Action? _callback = callback;
                public void Finish() => _callback?.Invoke();
            }
            public class Result : Ending
            {
                private Action? Callback { get; }
                public Result(Action? callback) : base(callback) => Callback = callback;
                public void Complete() => Callback?.Invoke();
            }
            public class Shell
            {
                private readonly object _sync = new();
                private readonly Worker _worker;
                private Result? _stop;
                public Shell() => _worker = new Worker(this);
                public void Stop() { lock (_sync) { {{statements}} } }
                public void Closed() { lock (_sync) { } }
                public void Halt() => _worker.Halt();
                public Result Start() => new(_worker.Run);
            }
            internal class Worker(Shell shell)
            {
                private readonly object _gate = new();
                internal void Run() { lock (_gate) { } }
                internal void Halt() { lock (_gate) { shell.Closed(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    /// <summary>Who frees a lock inside its block and takes it again does not hold it after the block.</summary>
    [Theory]
    [InlineData("lock (_a) { Monitor.Exit(_a); try { } finally { Monitor.Enter(_a); } } Second();", false)]
    [InlineData("lock (_a) { if (_b is string) { Monitor.Exit(_a); Monitor.Enter(_a); } } Second();", false)]
    [InlineData("lock (_a) { Monitor.Exit(_a); Monitor.Enter(_a); [|Second()|]; }", true)]
    public Task A_lock_that_is_freed_inside_its_block(string statements, bool isFound)
    {
        var source = $$"""
            public class Pump
            {
                private readonly object _a = new(), _b = new();
                public void Close() { {{statements}} }
                public void Two() { lock (_b) { lock (_a) { } } }
                private void Second() { lock (_b) { } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }
}
