using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What is registered on a token runs at once, on the same thread, where the token is cancelled already.</summary>
public class RegisteredCallbackTests
{
    [Theory]
    [InlineData("token.Register(Work)", true)]
    [InlineData("token.UnsafeRegister(static one => ((C)one!).Work(), this)", true)]
    [InlineData("_token.Register(Work)", true)]
    [InlineData("CancellationToken.None.Register(Work)", false)]
    [InlineData("_own.Token.Register(Work)", false)]
    [InlineData("new CancellationTokenSource().Token.Register(Work)", false)]
    [InlineData("Task.Run(Work)", false)]
    public async Task Under_a_lock(string register, bool isFound)
    {
        var source = $$"""
            public class C(CancellationToken token)
            {
                private readonly object _gate = new();
                private readonly object _work = new();
                private readonly CancellationToken _token = token;
                private readonly CancellationTokenSource _own = new();
                public void Start(CancellationToken token) { lock (_gate) { {{register}}; } }
                public void Stop() { lock (_work) { lock (_gate) { _own.Cancel(); } } }
                private void Work() { lock (_work) { } }
            }
            """;
        var findings = await FindingsAsync(Only("MSES0001", source));
        if (!isFound) Assert.Empty(findings);
        else Assert.Equal("delegate", Assert.Single(findings).Properties["confidence"]);
    }

    [Fact]
    public Task A_semaphore_that_is_held_meanwhile() => Verify.Analyzer<LockAnalyzer>(Only("MSES0005", """
        public class C
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            public void Start(CancellationToken token)
            {
                _gate.Wait();
                try { [|token.Register(Work)|]; }
                finally { _gate.Release(); }
            }
            private void Work()
            {
                _gate.Wait();
                _gate.Release();
            }
        }
        """));
}
