using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0001: each cycle once, at a stable place, with every thread's story.</summary>
public class CycleReportTests
{
    private const string Pair = """
        public class C
        {
            private readonly object _a = new(), _b = new();
            public void One()
            {
                lock (_a)
                    [|Take()|];
            }
            public void Two()
            {
                lock (_b)
                    lock (_a) { }
            }
            private void Take() { lock (_b) { } }
        }
        """;

    [Fact]
    public async Task The_message_tells_each_threads_story()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Pair));
        Assert.Equal(
            "Lock-order inversion of C._a and C._b: one thread takes C._a in C.One (0.cs:6), then calls C.Take, which takes C._b (0.cs:14); another takes C._b in C.Two (0.cs:11), then takes C._a (0.cs:12)",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(12, "this", true)]
    [InlineData(13, "this", false)]
    [InlineData(6, "other", true)]
    [InlineData(7, "other", false)]
    public async Task A_story_has_twelve_calls_at_most_and_fewer_through_interfaces(int calls, string receiver, bool isFound)
    {
        var steps = Enumerable.Range(1, calls).ToList();
        var source = $$"""
            public interface IStep { {{string.Concat(steps.Select(static step => $"void Step{step}(IStep other); "))}} }
            public class C : IStep
            {
                private static readonly object A = new(), B = new();
                public void One(IStep other) { lock (A) { [|{{receiver}}.Step1(other)|]; } }
                public void Two() { lock (B) { lock (A) { } } }
                {{string.Concat(steps.SkipLast(1).Select(step => $"public void Step{step}(IStep other) => {receiver}.Step{step + 1}(other); "))}}
                public void Step{{calls}}(IStep other) { lock (B) { } }
            }
            public class D : IStep { {{string.Concat(steps.Select(static step => $"public void Step{step}(IStep other) {{ }} "))}} }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Fact]
    public async Task Every_step_is_a_related_location()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Pair));
        Assert.Equal([5, 6, 13, 10, 11], finding.AdditionalLocations.Select(location => location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal(["0: takes C._a in C.One", "0: calls C.Take", "0: takes C._b", "1: takes C._b in C.Two", "1: takes C._a"],
            LockDiagnosticProperties.ReadSteps(finding).Select(step => $"{step.Thread}: {step.Message}"));
    }

    [Fact]
    public async Task Locks_and_confidence_are_properties()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>("namespace N;\n" + Pair));
        Assert.Equal("N.C._a\nN.C._b", finding.Properties[LockDiagnosticProperties.Locks]);
        Assert.Equal("target", finding.Properties[LockDiagnosticProperties.Confidence]);
    }

    [Theory]
    [InlineData("lock (_b) { }", "lock ([|_b|]) { }", "direct", DiagnosticSeverity.Warning)]
    [InlineData("Take();", "[|Take()|];", "target", DiagnosticSeverity.Warning)]
    [InlineData("_worker.Work(this);", "[|_worker.Work(this)|];", "dispatch", DiagnosticSeverity.Info)]
    [InlineData("_act();", "[|_act()|];", "delegate", DiagnosticSeverity.Info)]
    public async Task Severity_follows_the_confidence(string step, string marked, string confidence, DiagnosticSeverity severity)
    {
        var source = $$"""
            public interface IWorker { void Work(C c); }
            public class Busy : IWorker { public void Work(C c) => c.Take(); }
            public class Idle : IWorker { public void Work(C c) { } }
            public class C
            {
                private readonly object _a = new(), _b = new();
                private readonly IWorker _worker;
                private readonly Action _act;
                public C(IWorker worker) { _worker = worker; _act = Take; }
                public void One() { lock (_a) { {{step}} } }
                public void Two() { lock (_b) { lock (_a) { } } }
                public void Take() { lock (_b) Thread.Yield(); }
            }
            """;
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source.Replace($"{{ {step} }}", $"{{ {marked} }}", StringComparison.Ordinal))));
        Assert.Equal(confidence, finding.Properties[LockDiagnosticProperties.Confidence]);
        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public Task Each_cycle_once_however_often_it_is_closed() => Verify.Analyzer<LockAnalyzer>("""
        public class C
        {
            private readonly object _a = new(), _b = new();
            public void One() { lock (_a) { lock ([|_b|]) { } } }
            public void Again() { lock (_a) { lock (_b) { } } }
            public void Two() { lock (_b) { lock (_a) { } } }
            public void Back() { lock (_b) { lock (_a) { } } }
        }
        """);

    [Fact]
    public async Task Three_locks()
    {
        const string Source = """
            public class C
            {
                private readonly object _a = new(), _b = new(), _c = new();
                public void One() { lock (_a) { lock ([|_b|]) { } } }
                public void Two() { lock (_b) { lock (_c) { } } }
                public void Three() { lock (_c) { lock (_a) { } } }
            }
            """;
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Source));
        Assert.Equal("C._a\nC._b\nC._c", finding.Properties[LockDiagnosticProperties.Locks]);
        await Verify.Silent<LockAnalyzer>(Unmarked(Source).Replace("Three() { lock (_c) { lock (_a)", "Three() { lock (_a) { lock (_c)", StringComparison.Ordinal));
    }

    /// <summary>A→B→C→A adds nothing where A→B→A is told already.</summary>
    [Fact]
    public Task A_cycle_that_a_shorter_one_explains() => Verify.Analyzer<LockAnalyzer>("""
        public class C
        {
            private readonly object _a = new(), _b = new(), _c = new();
            public void One() { lock (_a) { lock ([|_b|]) { } } }
            public void Back() { lock (_b) { lock (_a) { } } }
            public void Two() { lock (_b) { lock (_c) { } } }
            public void Three() { lock (_c) { lock (_a) { } } }
        }
        """);

    /// <summary>Whoever mends the two places of A ends both cycles: the shorter is told, and tells where the other takes its lock.</summary>
    [Fact]
    public async Task Cycles_over_the_same_two_places_are_told_once()
    {
        const string Source = """
            public class C
            {
                private readonly object _a = new(), _b = new(), _c = new();
                public void One() { lock (_a) { lock ([|_b|]) { } TakeC(); } }
                public void Two() { lock (_b) TakeA(); }
                public void Three() { lock (_c) TakeA(); }
                private void TakeA() { lock (_a) { } }
                private void TakeC() { lock (_c) { } }
            }
            """;
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Source));
        Assert.EndsWith("; one more cycle goes over the same places of C._a, by way of 0.cs:6", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await Verify.Analyzer<LockAnalyzer>(Source.Replace("_c) TakeA();", "_c) { lock (_a) { } }", StringComparison.Ordinal).Replace(" TakeC(); }", " [|TakeC()|]; }", StringComparison.Ordinal));
    }

    [Fact]
    public Task Across_files_it_stands_in_the_first() => Verify.Analyzer<LockAnalyzer>(new TestProject(
        "public class First(Second other) { public readonly object Gate = new(); public void One() { lock (Gate) { [|other.Take()|]; } } public void Take() { lock (Gate) { } } }",
        "public class Second { private readonly object _gate = new(); public void Two(First first) { lock (_gate) { first.Take(); } } public void Take() { lock (_gate) { } } }"));

    [Fact]
    public async Task Suppressions_are_honoured()
    {
        await Verify.Silent<LockAnalyzer>("#pragma warning disable MSES0001\n" + Unmarked(Pair));
        await Verify.Silent<LockAnalyzer>(new TestProject(Unmarked(Pair)) { EditorConfig = "[*.cs]\ndotnet_diagnostic.MSES0001.severity = none" });
        await Verify.Silent<LockAnalyzer>("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Concurrency\", \"MSES0001\")]\n" + Unmarked(Pair));
        var raised = Assert.Single(await Verify.Analyzer<LockAnalyzer>(new TestProject(Pair) { EditorConfig = "[*.cs]\ndotnet_diagnostic.MSES0001.severity = error" }));
        Assert.Equal("MSES0001", raised.Id);
    }

    [Fact]
    public Task Broken_code_is_read_as_far_as_it_goes() => Verify.Analyzer<LockAnalyzer>(new TestProject("""
        public class C
        {
            private readonly object _a = new(), _b = new();
            private readonly Missing _missing;
            public void One() { lock (_a) { _missing.Call(; lock ([|_b|]) { } } }
            public void Two() { lock (_b) { lock (_a) { Unknown(); } } }
        }
        """) { AllowErrors = true });

    /// <summary>A longer story is told before one that goes on with an object which its method has just made.</summary>
    [Theory]
    [InlineData("Engine.Load", "public void Load() { lock (Gate) { Look(); } } private void Look() => _registry.Update();")]
    [InlineData("Engine.Start", "")]
    public async Task A_story_of_a_new_object_is_told_last(string teller, string more)
    {
        var finding = Assert.Single(await FindingsAsync(Only("MSES0001", $$"""
            public class Registry
            {
                private readonly object _local = new();
                public void Update() { lock (_local) { lock (Engine.Gate) { } } }
            }
            public class Engine
            {
                internal static readonly object Gate = new();
                private Registry _registry = new();
                public void Free() => _registry.Update();
                public void Start() { lock (Gate) { _registry = new Registry(); _registry.Update(); } }
                {{more}}
            }
            """)));
        Assert.Contains("in " + teller, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
