using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0004: what is waited for may be handed to a helper, returned by one, or kept elsewhere to be completed.</summary>
public class WaitedSubjectTests
{
    /// <summary>A helper waits for the handle that its caller names.</summary>
    [Theory]
    [InlineData("Wait(_closed)", true)]
    [InlineData("Wait(_opened)", false)]
    public async Task A_handle_that_a_helper_is_handed(string wait, bool isFound)
    {
        var source = $$"""
            public class Channel
            {
                private readonly object _gate = new();
                private readonly ManualResetEvent _closed = new(false), _opened = new(false);
                private static void Wait(WaitHandle handle) => handle.WaitOne();
                public void OnClose() { lock (_gate) { } _closed.Set(); }
                public void Open() => _opened.Set();
                public void Close() { lock (_gate) { {{wait}}; } }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }

    [Theory]
    [InlineData("lock (_gate) { } _closed.Set(); Close();", true)]
    [InlineData("Close(); _closed.Set();", true)]
    [InlineData("Inner(); lock (_gate) { } _closed.Set();", false)]
    [InlineData("lock (_gate) { } _closed.Set(); _closed.WaitOne();", true)]
    public async Task Who_waits_only_after_it_has_signalled(string signal, bool isFound)
    {
        var source = $$"""
            public class Channel
            {
                private readonly object _gate = new();
                private readonly ManualResetEvent _closed = new(false);
                public void OnClose() { {{signal}} }
                public void Close() { lock (_gate) { Inner(); } }
                private void Inner() => _closed.WaitOne();
            }
            """;
        Assert.Equal(isFound, (await FindingsAsync(Only("MSES0004", source))).Length > 0);
    }

    /// <summary>A task that a helper returns, and that others complete.</summary>
    [Theory]
    [InlineData("lock (_gate) { Post().Wait(); }", "lock (_gate) _count--; done.SetResult();", "", true)]
    [InlineData("Post().Wait();", "lock (_gate) _count--; done.SetResult();", "", false)]
    [InlineData("lock (_gate) { Post().Wait(); }", "done.SetResult();", "", false)]
    [InlineData("lock (_gate) { Post().Wait(); }", "lock (_gate) _count--; done.SetResult();", "_ = Task.Run(() => done.TrySetCanceled());", false)]
    public async Task A_task_that_a_helper_returns(string wait, string complete, string more, bool isFound)
    {
        var source = $$"""
            public class Pipeline
            {
                private readonly object _gate = new();
                private int _count;
                private Task Post()
                {
                    var done = new TaskCompletionSource();
                    ThreadPool.QueueUserWorkItem(_ => { {{complete}} });
                    {{more}}
                    return done.Task;
                }
                public void Remove() { {{wait}} }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }

    /// <summary>Who hands in what is run before the wait ends must not hold what that needs; what others hand in does not matter.</summary>
    [Theory]
    [InlineData("public void Remove() { lock (_gate) { Post(() => { lock (_gate) _count--; }).Wait(); } }", true)]
    [InlineData("public void Remove() { lock (_gate) { Post(Count).Wait(); } }", true)]
    [InlineData("public void Remove() { lock (_gate) { Send(() => { lock (_gate) _count--; }); } }", true)]
    [InlineData("public void Remove() { lock (_gate) { Send(Count); } }", true)]
    [InlineData("public void Remove() { Send(Count); lock (_gate) _count--; }", false)]
    [InlineData("public void Remove() { lock (_gate) { Send(() => { }); } Send(Count); }", false)]
    [InlineData("public void Remove() { lock (_gate) { Post(() => { }).Wait(); } Post(Count).Wait(); }", false)]
    [InlineData("public void Remove() { lock (_gate) { _ = Post(Count); } }", false)]
    public async Task What_a_helper_runs_before_it_lets_its_caller_go_on(string remove, bool isFound)
    {
        var source = $$"""
            public class Pipeline
            {
                private readonly object _gate = new();
                private int _count;
                private static Task Post(Action action)
                {
                    var done = new TaskCompletionSource();
                    ThreadPool.QueueUserWorkItem(_ => { action(); done.SetResult(); });
                    return done.Task;
                }
                private static void Send(Action action)
                {
                    var done = new TaskCompletionSource();
                    ThreadPool.QueueUserWorkItem(_ => { action(); done.SetResult(); });
                    done.Task.Wait();
                }
                private void Count() { lock (_gate) _count--; }
                {{remove}}
            }
            """;
        var found = await FindingsAsync(Only("MSES0004", source));
        Assert.Equal(isFound ? 1 : 0, found.Length);
        Assert.All(found, static finding => Assert.Equal(DiagnosticSeverity.Warning, finding.Severity));
    }

    /// <summary>Who asks keeps the source of the answer, and who receives it takes it out again.</summary>
    [Theory]
    [InlineData("await AskAsync()", "_gate.Wait(); _gate.Release();", true)]
    [InlineData("AskAsync().Wait()", "_gate.Wait(); _gate.Release();", true)]
    [InlineData("await AskAsync()", "", false)]
    [InlineData("_ = AskAsync()", "_gate.Wait(); _gate.Release();", false)]
    public async Task An_answer_that_is_waited_for(string ask, string receive, bool isFound)
    {
        var source = $$"""
            public class Client
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private readonly System.Collections.Concurrent.ConcurrentDictionary<int, TaskCompletionSource<string>> _answers = new();
                public async Task RunAsync()
                {
                    await _gate.WaitAsync();
                    try { {{ask}}; } finally { _gate.Release(); }
                }
                private Task<string> AskAsync()
                {
                    var answer = new TaskCompletionSource<string>();
                    _answers[1] = answer;
                    return answer.Task;
                }
                public void OnReceived(string text)
                {
                    {{receive}}
                    if (_answers.TryRemove(1, out var answer)) answer.TrySetResult(text);
                }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }

    /// <summary>An interface's method that only returns a task returns that of whoever implements it.</summary>
    [Theory]
    [InlineData("public Task LoadAsync() => Task.Run(host.Set);", true)]
    [InlineData("public async Task LoadAsync() => await Task.Run(host.Set);", true)]
    [InlineData("public Task LoadAsync() => Task.Run(() => { });", false)]
    public async Task A_task_that_an_implementation_returns(string load, bool isFound)
    {
        var source = $$"""
            public interface IDriver { Task LoadAsync(); }
            public class Driver(Host host) : IDriver { {{load}} }
            public class Host
            {
                private readonly object _gate = new();
                private readonly IDriver _driver;
                private int _count;
                public Host() => _driver = new Driver(this);
                public void Set() { lock (_gate) _count++; }
                public void Get() { lock (_gate) { _driver.LoadAsync().Wait(); } }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }

    /// <summary>That a callback comes by the wait itself, which is no finding, does not hide who else does.</summary>
    [Theory]
    [InlineData("Drop();", "lock (_gate) { Finish(); }", true)]
    [InlineData("", "lock (_gate) { Finish(); }", true)]
    [InlineData("Drop();", "Finish();", false)]
    public async Task Work_that_comes_by_the_wait_for_itself(string callback, string stop, bool isFound)
    {
        var source = $$"""
            public class Output
            {
                private readonly object _gate = new();
                private CancellationTokenRegistration _registration;
                public void Start(CancellationTokenSource source) => _registration = source.Token.Register(OnCancelled);
                private void OnCancelled() { lock (_gate) { {{callback}} } }
                private void Drop() => _registration.Dispose();
                private void Finish() => Complete();
                private void Complete() => Drop();
                public void Stop() { {{stop}} }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }

    [Fact]
    public async Task A_thread_is_not_told_to_wait_for_itself()
    {
        const string Source = """
            public class Worker
            {
                private readonly object _gate = new();
                private readonly Thread _thread;
                public Worker() { _thread = new Thread(Loop); _thread.Start(); }
                private void Loop() { lock (_gate) { End(); } }
                private void End() { if (Thread.CurrentThread != _thread) _thread.Join(); }
            }
            """;
        Assert.Empty(await FindingsAsync(Only("MSES0004", Source)));
    }

    /// <summary>Who signals may first run handlers of others.</summary>
    [Theory]
    [InlineData("_channel.Touch();", "Closed?.Invoke(); _closed.Set();", true)]
    [InlineData("", "Closed?.Invoke(); _closed.Set();", false)]
    [InlineData("_channel.Touch();", "_closed.Set(); Closed?.Invoke();", false)]
    public async Task A_handler_that_runs_before_the_signal(string handle, string signal, bool isFound)
    {
        var source = $$"""
            public class Channel
            {
                private readonly object _gate = new();
                private readonly ManualResetEvent _closed = new(false);
                public event Action? Closed;
                public void OnClose() { {{signal}} }
                public void Touch() { lock (_gate) { } }
                public void Close() { lock (_gate) { _closed.WaitOne(); } }
            }
            public class Shell
            {
                private readonly Channel _channel = new();
                public Shell() => _channel.Closed += OnClosed;
                private void OnClosed() { {{handle}} }
                public void Stop() => _channel.Close();
                public void Receive() => _channel.OnClose();
            }
            """;
        var findings = await FindingsAsync(Only("MSES0004", source));
        if (isFound) Assert.Equal("delegate", Assert.Single(findings).Properties["confidence"]);
        else Assert.Empty(findings);
    }

    /// <summary>Who has signalled, and then comes to the wait, does not wait.</summary>
    [Theory]
    [InlineData("_done.Set(); _callback?.Invoke();", false)]
    [InlineData("_callback?.Invoke();", true)]
    public async Task A_wait_on_the_way_from_the_signal(string complete, bool isFound)
    {
        var source = $$"""
            public class Operation
            {
                private readonly object _gate = new();
                private readonly ManualResetEvent _done = new(false);
                private Action? _callback;
                public void Begin() => _callback = End;
                private void End() => _done.WaitOne();
                private void Complete() { {{complete}} }
                public void Fail() { lock (_gate) { Complete(); } }
                public void Receive() { lock (_gate) { } _done.Set(); }
            }
            """;
        Assert.Equal(isFound ? 1 : 0, (await FindingsAsync(Only("MSES0004", source))).Length);
    }
}
