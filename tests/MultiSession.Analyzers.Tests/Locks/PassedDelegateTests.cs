using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A helper that runs what many hand it: of each it shows what he hands in.</summary>
public class PassedDelegateTests
{
    [Theory]
    [InlineData("lock (A) { [|Try(TakeB)|]; }", "Try(Idle);", true)]
    [InlineData("lock (A) { [|Outer(TakeB)|]; }", "Outer(Idle);", true)]
    [InlineData("lock (A) { Try(Idle); }", "Try(TakeB);", false)]
    [InlineData("lock (A) { Outer(Idle); }", "Try(TakeB);", false)]
    [InlineData("lock (A) { Try(_any); }", "_any = TakeB; Try(_any);", false)]
    public async Task A_helper_that_runs_what_many_hand_it(string statements, string others, bool isReported)
    {
        var source = $$"""
            #nullable disable
            public class C
            {
                public static readonly object A = new(), B = new();
                private int _count;
                private Action _any;
                public void One() { {{statements}} }
                public void Two() { lock (B) { lock (A) { } } }
                public void Three() { {{others}} }
                public void Many() { {{string.Concat(Enumerable.Range(0, 30).Select(static number => $"Try(() => _count += {number}); _any = () => _count -= {number}; "))}} }
                private void TakeB() { lock (B) { } }
                private void Idle() { }
                private void Outer(Action work) => Try(work);
                private void Try(Action work) { try { work(); } catch (InvalidOperationException) { } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    /// <summary>A lambda that runs a parameter which it has captured runs what that caller has handed in.</summary>
    [Theory]
    [InlineData("lock (A) { [|Broadcast(TakeB)|]; }", "Broadcast(Idle);", true)]
    [InlineData("lock (A) { Broadcast(Idle); }", "Broadcast(TakeB);", false)]
    [InlineData("lock (A) { [|Twice(TakeB)|]; }", "Twice(Idle);", true)]
    [InlineData("lock (A) { Twice(Idle); }", "Twice(TakeB);", false)]
    public async Task A_lambda_that_has_captured_what_it_runs(string statements, string others, bool isReported)
    {
        var source = $$"""
            public class C
            {
                public static readonly object A = new(), B = new();
                private readonly List<int> _all = [];
                public void One() { {{statements}} }
                public void Two() { lock (B) { lock (A) { } } }
                public void Three() { {{others}} }
                private void TakeB(int item) { lock (B) { } }
                private void Idle(int item) { }
                private void Twice(Action<int> work) => Broadcast(item => work(item));
                private void Broadcast(Action<int> work) => ForEach(item => { if (item > 0) work(item); });
                private void ForEach(Action<int> work) { foreach (var item in _all) work(item); }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }
}
