using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0004: disposing a registration or timer waits for its running callback.</summary>
public class CallbackWaitTests
{
    [Theory]
    [InlineData("private CancellationTokenRegistration _handle; public C(CancellationToken token) { _handle = token.Register(Work); }", "[|_handle.Dispose()|]")]
    [InlineData("private readonly Timer _handle; public C() { _handle = new Timer(_ => Work()); }", "var done = new ManualResetEvent(false); _handle.Dispose(done); [|done.WaitOne()|]")]
    public async Task Disposing_what_waits_for_its_running_callback(string member, string dispose)
    {
        var source = $$"""public class C { private readonly object _gate = new(); {{member}} public void Stop() { lock (_gate) { {{dispose}}; } } private void Work() { lock (_gate) { } } }""";
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("Work() { lock (_gate) { }", "Work() {", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(source).Replace("Stop() { lock (_gate) {", "Stop() { {", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("lock (_gate) { _handle.Dispose(); }", "")]
    [InlineData("Finish();", "private void Finish() { lock (_gate) { _handle.Dispose(); } }")]
    public async Task A_callback_does_not_wait_for_itself(string work, string member)
    {
        var source = $$"""
            public class C
            {
                private readonly object _gate = new();
                private CancellationTokenRegistration _handle;
                public C(CancellationToken token) { _handle = token.Register(Work); }
                private void Work() { {{work}} }
                {{member}}
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", source));
        Assert.Single(await FindingsAsync(Only("MSES0004", source.Replace("private void", "public void", StringComparison.Ordinal).Replace("Register(Work)", "Register(() => Work())", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("var done = new ManualResetEvent(false); lock (_gate) { _timer.Dispose(done); }")]
    [InlineData("var done = new ManualResetEvent(false); lock (_gate) { _timer.Dispose(done); } done.WaitOne();")]
    public Task A_timer_that_is_disposed_waits_for_nobody(string statements) => Verify.Silent<LockAnalyzer>(Only("MSES0004", $$"""
        public class C
        {
            private readonly object _gate = new();
            private readonly Timer _timer;
            public C() { _timer = new Timer(_ => { lock (_gate) { } }); }
            public void Stop() { {{statements}} }
        }
        """));
}
