using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What everybody may call, but the source only ever calls under one lock.</summary>
public class CustomaryGateTests
{
    private const string Thrice = "public void One() { lock (Gate) { _part.Push(); } } public void Again() { lock (Gate) { _part.Push(); _part.Push(); } }";

    [Theory]
    [InlineData(Thrice, "", false)]
    [InlineData("public void One() { lock (Gate) { _part.Push(); _part.Push(); } }", "", true)]
    [InlineData(Thrice + " public void Free() => _part.Push();", "", true)]
    [InlineData(Thrice, "namespace Program.Tests { public class PartTests { public void Pushes(Part part) => part.Push(); } }", false)]
    [InlineData(Thrice, "public class PartTest { public void Pushes(Part part) => part.Push(); }", false)]
    [InlineData(Thrice, "public class Contest { public void Pushes(Part part) => part.Push(); }", true)]
    [InlineData(Thrice, "public class Framed : IDisposable { private readonly Part _part = new(); public void Dispose() => _part.Push(); }", true)]
    public Task A_public_method_that_is_called_under_a_gate(string calls, string others, bool isFound)
    {
        var source = $$"""
            public class Part
            {
                private readonly object _lock = new();
                public Action? Pushed;
                public void Push() { lock (_lock) { Pushed?[|.Invoke()|]; } }
                public void Take() { lock (_lock) { } }
            }
            public class Whole
            {
                private static readonly object Gate = new(), Inner = new();
                private readonly Part _part = new();
                public Whole() => _part.Pushed = () => { lock (Inner) { } };
                {{calls}}
                public void Two() { lock (Gate) { lock (Inner) { _part.Take(); } } }
            }
            {{others}}
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>Nobody outside calls what only the source knows; the framework calls what it has a contract for, but disposes of nothing that it did not make.</summary>
    [Theory]
    [InlineData("internal class Reset { public void All(Part part) => part.Push(); }", false)]
    [InlineData("internal class Reset(Part part) : IDisposable { public void Dispose() => part.Push(); }", false)]
    [InlineData("internal class Reset(Part part) : IAsyncDisposable { public ValueTask DisposeAsync() { part.Push(); return default; } }", false)]
    [InlineData("internal class Reset(Part part) : IProgress<int> { public void Report(int value) => part.Push(); }", true)]
    [InlineData("public class Reset { public void All(Part part) => part.Push(); }", true)]
    [InlineData("public class Reset(Part part) : IDisposable { public void Dispose() => part.Push(); }", true)]
    public Task A_caller_that_nobody_calls(string caller, bool isFound)
    {
        var source = $$"""
            public class Part
            {
                private readonly object _lock = new();
                internal Action? Pushed;
                internal void Push() { lock (_lock) { Pushed?[|.Invoke()|]; } }
                internal void Take() { lock (_lock) { } }
            }
            public class Whole
            {
                private static readonly object Gate = new(), Inner = new();
                private readonly Part _part = new();
                public Whole() => _part.Pushed = () => { lock (Inner) { } };
                public void One() { lock (Gate) { _part.Push(); } }
                public void Two() { lock (Gate) { lock (Inner) { _part.Take(); } } }
            }
            {{caller}}
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>What the framework may call has no customs.</summary>
    [Fact]
    public Task A_framework_s_member() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        public class Part : IDisposable
        {
            private readonly object _lock = new();
            public Action? Closed;
            public void Dispose() { lock (_lock) { Closed?[|.Invoke()|]; } }
            public void Take() { lock (_lock) { } }
        }
        public class Whole
        {
            private static readonly object Gate = new(), Inner = new();
            private readonly Part _part = new();
            public Whole() => _part.Closed = () => { lock (Inner) { } };
            public void One() { lock (Gate) { _part.Dispose(); } }
            public void Again() { lock (Gate) { _part.Dispose(); _part.Dispose(); } }
            public void Two() { lock (Gate) { lock (Inner) { _part.Take(); } } }
        }
        """));
}
