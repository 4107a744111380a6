using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Classes of the source that override what a class of the framework leaves to them, and are called through the framework's members.</summary>
public class FrameworkClassTests
{
    [Theory]
    [InlineData("Stream", "MemoryStream", "_part.Flush()", "public override void Flush() => Owner.Back();", true)]
    [InlineData("Stream", "MemoryStream", "_part.Flush()", "public override void SetLength(long value) => Owner.Back();", false)]
    [InlineData("Stream", "MemoryStream", "_part.Close()", "protected override void Dispose(bool disposing) => Owner.Back();", true)]
    [InlineData("Stream", "MemoryStream", "_part.Dispose()", "protected override void Dispose(bool disposing) { if (disposing) Owner.Back(); }", true)]
    [InlineData("Stream", "MemoryStream", "_part.Dispose()", "protected override void Dispose(bool disposing) { if (!disposing) Owner.Back(); }", false)]
    [InlineData("Stream", "MemoryStream", "_part.Flush()", "protected override void Dispose(bool disposing) => Owner.Back();", false)]
    [InlineData("TextWriter", "StringWriter", "_part.Write(1)", "public override void Write(int value) => Owner.Back();", true)]
    [InlineData("System.ComponentModel.Component", "System.ComponentModel.Component", "_part.Dispose()", "protected override void Dispose(bool disposing) => Owner.Back();", true)]
    [InlineData("IDisposable", "System.ComponentModel.Component", "_part.Dispose()", "protected override void Dispose(bool disposing) => Owner.Back();", true)]
    [InlineData("Part", "System.ComponentModel.Component", "_part.Dispose()", "protected override void Dispose(bool disposing) => Owner.Back();", true)]
    [InlineData("Part", "System.ComponentModel.Component", "_part.Dispose()", "protected override void Dispose(bool disposing) { if (!disposing) Owner.Back(); }", false)]
    [InlineData("Part", "System.ComponentModel.Component", "using (_part) { }", "protected override void Dispose(bool disposing) => Owner.Back();", true)]
    [InlineData("Part", "System.ComponentModel.Component", "_ = _part.ToString()", "protected override void Dispose(bool disposing) => Owner.Back();", false)]
    public async Task An_override(string type, string @base, string call, string member, bool isReported)
    {
        var source = $$"""
            using System.IO;
            public class C
            {
                private readonly object _a = new(), _b = new();
                private readonly {{type}} _part;
                public C() => _part = new Part { Owner = this };
                public void One() { lock (_a) { {{(isReported ? Marked(call) : call)}}; } }
                public void Two() { lock (_b) { lock (_a) { } } }
                internal void Back() { lock (_b) { } }
            }
            public class Part : {{@base}}
            {
                public C Owner { get; init; } = null!;
                {{member}}
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    /// <summary>What the variable never holds does not run.</summary>
    [Fact]
    public Task An_override_of_a_class_that_is_not_put_there() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0001", """
            using System.IO;
            public class C
            {
                private readonly object _a = new(), _b = new();
                private readonly Stream _part = new MemoryStream(), _other;
                public C() => _other = new Part { Owner = this };
                public Stream Other => _other;
                public void One() { lock (_a) { _part.Flush(); } }
                public void Two() { lock (_b) { lock (_a) { } } }
                internal void Back() { lock (_b) { } }
            }
            public class Part : MemoryStream
            {
                public C Owner { get; init; } = null!;
                public override void Flush() => Owner.Back();
            }
            """));

    /// <summary>What a base class does is no call of the override that calls it.</summary>
    [Fact]
    public Task A_call_of_the_base_class_is_not_one_of_the_override() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0005", """
            using System.IO;
            public class Part : MemoryStream
            {
                private readonly SemaphoreSlim _gate = new(1);
                public override void Flush() { _gate.Wait(); try { base.Flush(); } finally { _gate.Release(); } }
                protected override void Dispose(bool disposing) { _gate.Wait(); try { base.Dispose(disposing); } finally { _gate.Release(); } }
            }
            """));

    private static string Marked(string call) => call.StartsWith("using", StringComparison.Ordinal) ? "using ([|_part|]) { }" : $"[|{call}|]";
}
