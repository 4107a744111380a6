using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A helper that is told by an argument to take no lock leaves none held.</summary>
public class ConditionalHoldTests
{
    private const string Gate = """
        public class Gate
        {
            private readonly SemaphoreSlim _semaphore = new(1, 1);
            public IDisposable Lock(bool acquire = true)
            {
                if (!acquire) return new Hold(null);
                _semaphore.Wait();
                return new Hold(_semaphore);
            }
            private sealed class Hold : IDisposable
            {
                private readonly SemaphoreSlim? _held;
                public Hold(SemaphoreSlim? held) => _held = held;
                public void Dispose() => _held?.Release();
            }
        }
        """;

    [Theory]
    [InlineData("Again(true)", true)]
    [InlineData("Again()", true)]
    [InlineData("Again(false)", false)]
    public Task Who_says_that_he_holds_it_does_not_take_it_again(string call, bool isFound) => Check("MSES0005", isFound, $$"""
        {{Gate}}
        public class C
        {
            private readonly Gate _gate = new();
            public void One() { using (_gate.Lock()) { [|{{call}}|]; } }
            private void Again(bool acquire = true) { using (_gate.Lock(acquire)) { } }
        }
        """);

    [Theory]
    [InlineData("Work(true)", true)]
    [InlineData("Work(false)", false)]
    public Task What_nobody_asks_for_is_not_held(string call, bool isFound) => Check("MSES0001", isFound, $$"""
        {{Gate}}
        public class C
        {
            private readonly Gate _gate = new();
            private readonly object _b = new();
            private void Work(bool acquire) { using (_gate.Lock(acquire)) { lock ([|_b|]) { } } }
            public void One() => {{call}};
            public void Two() { lock (_b) { using (_gate.Lock()) { } } }
        }
        """);

    private static Task Check(string rule, bool isFound, string source) =>
        isFound ? Verify.Analyzer<LockAnalyzer>(Only(rule, source)) : Verify.Silent<LockAnalyzer>(Only(rule, Unmarked(source)));
}
