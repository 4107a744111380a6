using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who asserts that a lock is held says that its callers hold it.</summary>
public class AssertedLockTests
{
    [Theory]
    [InlineData("System.Diagnostics.Debug.Assert(Monitor.IsEntered(_gate));", false)]
    [InlineData("System.Diagnostics.Debug.Assert(Monitor.IsEntered(_gate), \"Locked?\");", false)]
    [InlineData("System.Diagnostics.Debug.Assert(_free && Monitor.IsEntered(_gate));", false)]
    [InlineData("System.Diagnostics.Debug.Assert(_new.IsHeldByCurrentThread);", false, "_new")]
    [InlineData("System.Diagnostics.Debug.Assert(_many.IsWriteLockHeld);", false, "_many")]
    [InlineData("System.Diagnostics.Debug.Assert(Gates.IsEntered(_gate));", false)]
    [InlineData("System.Diagnostics.Debug.Assert(!Monitor.IsEntered(_gate));", true)]
    [InlineData("System.Diagnostics.Debug.Assert(_free || Monitor.IsEntered(_gate));", true)]
    [InlineData("if (_free) System.Diagnostics.Debug.Assert(Monitor.IsEntered(_gate));", true)]
    [InlineData("_ = Monitor.IsEntered(_gate);", true)]
    [InlineData("", true)]
    public Task A_gate_that_is_asserted(string assert, bool isFound, string gate = "_gate")
    {
        var take = gate == "_many" ? "_many.EnterWriteLock(); lock (_b) { lock (_a) { } } _many.ExitWriteLock();" : $"lock ({gate}) {{ lock (_b) {{ lock (_a) {{ }} }} }}";
        var source = $$"""
            internal static class Gates { public static bool IsEntered(object gate) => Monitor.IsEntered(gate); }
            public class C
            {
                private readonly object _gate = new(), _a = new(), _b = new();
                private readonly Lock _new = new();
                private readonly ReaderWriterLockSlim _many = new();
                public bool _free;
                public void One() { {{assert}} lock (_a) { lock ([|_b|]) { } } }
                public void Two() { {{take}} }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>Who takes the lock itself asserts what it has done.</summary>
    [Fact]
    public Task A_lock_that_is_taken_and_asserted() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        public class C
        {
            private readonly object _a = new(), _b = new();
            public void One() { lock (_a) { System.Diagnostics.Debug.Assert(Monitor.IsEntered(_a)); lock ([|_b|]) { } } }
            public void Two() { lock (_b) { lock (_a) { } } }
        }
        """));
}
