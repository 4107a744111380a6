using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What one type alone proves shows while its file is edited; what takes the whole program waits for the build. Nothing is told twice.</summary>
public class LiveTests
{
    private const string Locks = "private readonly object _a = new(), _b = new(); private readonly SemaphoreSlim _s = new(1);";

    [Theory]
    [InlineData("public void M() { lock (_a) { lock ([|_b|]) { } } } public void N() { lock (_b) { lock (_a) { } } }")]
    [InlineData("public void M() { lock (_a) { [|TakeB()|]; } } public void N() { lock (_b) { lock (_a) { } } } private void TakeB() { lock (_b) { } }")]
    [InlineData("public void M() { _s.Wait(); [|N()|]; _s.Release(); } public void N() { _s.Wait(); _s.Release(); }")]
    [InlineData("public void M(C other) { lock (_a) { lock ([|other._a|]) { } } }")]
    [InlineData("public event Action? Done; public void M() { lock (_a) { Done?[|.Invoke()|]; } }")]
    [InlineData("private interface IStep { void Take(C c); } private sealed class Step : IStep { public void Take(C c) { lock (c._b) { } } } private void M(IStep step) { lock (_a) { [|step.Take(this)|]; } } public void N() { lock (_b) { lock (_a) { } } } public void P() => M(new Step());")]
    [InlineData("public class Inner { private readonly object _x = new(), _y = new(); public void M() { lock (_x) { lock ([|_y|]) { } } } public void N() { lock (_y) { lock (_x) { } } } }")]
    public Task Live(string members) => ExpectAsync(isLive: true, $$"""public class C { {{Locks}} {{members}} }""");

    [Theory]
    [InlineData("public void M(D d) { lock (_a) { [|d.Take(this)|]; } } public void Back() { lock (_a) { } }", "public class D { private readonly object _d = new(); public void Take(C c) { lock (_d) { c.Back(); } } }")]
    [InlineData("internal void M() { lock (_a) { lock ([|_b|]) { } } } internal void N() { lock (_b) { lock (_a) { } } }", "public class D { public static void Run(C c) { c.M(); c.N(); } }")]
    [InlineData("public virtual void M() { lock (_a) { [|Step()|]; } } protected virtual void Step() { } public void N() { lock (_b) { lock (_a) { } } } protected void TakeB() { lock (_b) { } }", "public class D : C { protected override void Step() => TakeB(); }")]
    [InlineData("public virtual void TakeB() { lock (_b) { } } public void M(C other) { lock (_a) { [|other.TakeB()|]; } } public void N(C other) { lock (_b) { lock (other._a) { } } }", "public class D : C { public override void TakeB() { } }")]
    public Task With_the_build(string members, string other) => ExpectAsync(isLive: false, $$"""public class C { {{Locks}} {{members}} }""", other);

    /// <summary>Where callers elsewhere may hold a gate, or hand in one object twice, the type alone proves nothing; the program then clears it.</summary>
    [Theory]
    [InlineData("internal void M() { lock (_a) { lock (_b) { } } } internal void N() { lock (_b) { lock (_a) { } } }", "public class D { private readonly object _gate = new(); public void Run(C c) { lock (_gate) { c.M(); c.N(); } } }")]
    [InlineData("private readonly object _x, _y; internal C(object x, object y) { _x = x; _y = y; } public void M() { lock (_x) { lock (_y) { } } } public void N() { lock (_y) { lock (_x) { } } }", "public class D { private readonly object _gate = new(); public C Make() => new C(_gate, _gate); }")]
    public Task Silent(string members, string other) => Verify.Silent<LockAnalyzer>(LockTest.Only("MSES0001", $$"""public class C { {{Locks}} {{members}} }""", other));

    [Fact]
    public Task Top_level_statements() => Verify.Analyzer<LockAnalyzer>(new TestProject("""
        object a = new(), b = new();
        var other = new Thread(Back);
        other.Start();
        lock (a) { lock ([|b|]) { } }
        void Back() { lock (b) { lock (a) { } } }
        """) { OutputKind = OutputKind.ConsoleApplication });

    private static async Task ExpectAsync(bool isLive, params string[] sources)
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(sources.Length == 1 ? sources[0] : new TestProject(sources)));
        Assert.Equal(!isLive, finding.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd));

        var (project, _) = new TestProject([.. sources.Select(LockTest.Unmarked)]).Open();
        var compilation = (await project.GetCompilationAsync())!;
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == "/0.cs");
        var shown = await compilation.WithAnalyzers([new LockAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        Assert.Equal(isLive ? [finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture)] : [], shown.Select(one => one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
