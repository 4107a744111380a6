using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>One method for synchronous and asynchronous callers: an argument says which of the two it is.</summary>
public class TwinTests
{
    [Theory]
    [InlineData("if (isAsync) await Task.Yield();")]
    [InlineData("await InnerAsync(isAsync); } private async Task InnerAsync(bool isAsync) { if (isAsync) await Task.Yield();")]
    [InlineData("await InnerAsync(!isAsync); } private async Task InnerAsync(bool isBlocking) { if (!isBlocking) await Task.Yield();")]
    [InlineData("await InnerAsync(isAsync); } private Task InnerAsync(bool isAsync) { return isAsync ? Task.Delay(1) : Task.CompletedTask;")]
    [InlineData("await InnerAsync(isAsync); } private Task InnerAsync(bool isAsync) { if (isAsync) return Task.Delay(1); return Task.CompletedTask;")]
    [InlineData("await Local(); async Task Local() { if (isAsync) await Task.Yield(); }")]
    public async Task What_runs_on_the_callers_thread_is_not_waited_for(string body)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source(body, "[|WorkAsync(true).Wait()|];")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Source(body, "WorkAsync(false).Wait();")));
    }

    [Theory]
    [InlineData("[|PassAsync(true).GetAwaiter().GetResult()|];", "PassAsync(false).GetAwaiter().GetResult();")]
    [InlineData("var work = WorkAsync(true); [|work.Wait()|];", "var work = WorkAsync(false); work.Wait();")]
    public async Task However_the_task_is_waited_for(string asynchronous, string synchronous)
    {
        const string Body = "if (isAsync) await Task.Yield();";
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source(Body, asynchronous)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Source(Body, synchronous)));
    }

    [Fact]
    public Task Another_argument_says_nothing() => Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source("if (!isAsync) Count(); await Task.Yield(); } private void Count() {", "[|WorkAsync(false).Wait()|];")));

    private static string Source(string body, string statements) => $$"""
        public class C
        {
            private readonly object _gate = new();
            public void Run() { lock (_gate) { {{statements}} } }
            private Task PassAsync(bool isAsync) => WorkAsync(isAsync);
            private async Task WorkAsync(bool isAsync) { await StepAsync(isAsync); lock (_gate) { } }
            private async Task StepAsync(bool isAsync) { {{body}} }
        }
        """;
}
