using System.Text;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Tests.Rules;
using MultiSession.Analyzers.Tests.Verification;

namespace MultiSession.Analyzers.Tests.Robustness;

/// <summary>No source, however broken, large or new, makes a rule throw. The run itself asserts that.</summary>
public class RobustnessTests
{
    private const int Mutations = 4;

    [Fact]
    public async Task The_corpus_compiles_and_has_findings()
    {
        var (project, _) = new TestProject(Corpus.All).Open();
        Assert.NotEmpty(await AnalyzerRun.FindingsAsync(project, allowErrors: false, AllAnalyzers.Create()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public Task Broken_sources_never_throw(int seed)
    {
        var random = new Random(seed);
        string[] sources = [.. Enumerable.Range(0, 8).SelectMany(_ => Corpus.All).Select(source => Mutation.Apply(source, random, Mutations))];
        return RunAsync(new TestProject([.. sources.Select(WithoutMarks)]) { AllowErrors = true });
    }

    [Fact]
    public Task Sources_that_end_anywhere_are_survived()
    {
        const int Parts = 6;
        var prefixes = Corpus.All.SelectMany(source => Enumerable.Range(1, Parts).Select(part => source[..(source.Length * part / (Parts + 1))]));
        return RunAsync(new TestProject([.. prefixes.Select(WithoutMarks)]) { AllowErrors = true });
    }

    [Fact]
    public async Task Missing_references_are_survived()
    {
        await RunAsync(new TestProject(Corpus.All) { AllowErrors = true, References = [] });
        await RunAsync(new TestProject(Corpus.All) { AllowErrors = true, References = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)] });
    }

    [Fact]
    public Task Duplicate_definitions_are_survived() => RunAsync(new TestProject([.. Corpus.All, .. Corpus.All]) { AllowErrors = true });

    [Fact]
    public Task Types_that_only_look_like_the_framework_are_survived() => RunAsync(new TestProject("""
        namespace System.Threading
        {
            public static class Monitor { public static void Enter() { } public static void Exit(int a, int b) { } public static bool TryEnter(ref bool taken) => taken; }
            public class Lock { public class Scope { public void Dispose() { } } public object EnterScope() => this; public void Exit(string why) { } }
            public class SemaphoreSlim { public static void Wait() { } public int Release() => 0; }
        }
        namespace System.Threading.Channels { public static class Channel { public static int CreateBounded() => 0; } public class ChannelWriter<T> { public static bool TryWrite() => false; } }
        class C
        {
            void M()
            {
                Monitor.Enter(); Monitor.Exit(1, 2); var taken = false; Monitor.TryEnter(ref taken);
                var l = new Lock(); l.EnterScope(); l.Exit("x"); new Lock.Scope().Dispose();
                SemaphoreSlim.Wait(); new SemaphoreSlim().Release();
                System.Threading.Channels.Channel.CreateBounded(); System.Threading.Channels.ChannelWriter<int>.TryWrite();
            }
        }
        """) { AllowErrors = true });

    [Fact]
    public async Task A_very_long_method_is_survived()
    {
        const int Lines = 10_000;
        var body = new StringBuilder();
        for (var line = 0; line < Lines; line++)
            body.AppendLine((line % 4) switch { 0 => "Monitor.Enter(_a);", 1 => $"if (x == {line}) x += M(x);", 2 => "lock (_b) { x++; }", _ => "Monitor.Exit(_a);" });
        await RunAsync($"class C {{ readonly object _a = new(), _b = new(); int M(int x) {{ {body} return x; }} }}");
    }

    [Theory]
    [InlineData("_a = new object(); M(x);")]
    [InlineData("_b = true; lock (_a) M(x);")]
    [InlineData("if (x == 1) return; M(x);")]
    [InlineData("if (_b) return; _b = true;")]
    public Task A_long_row_of_statements_that_each_tell_something_is_survived(string statements) =>
        RunAsync($"class C {{ object _a = new(); bool _b; void M(int x) {{ {string.Concat(Enumerable.Repeat(statements, 20_000))} }} }}");

    [Fact]
    public Task Deep_nesting_is_survived()
    {
        const int Depth = 120;
        var locks = string.Concat(Enumerable.Repeat("lock (_a) { ", Depth)) + "x++;" + new string('}', Depth);
        var lambdas = string.Concat(Enumerable.Repeat("() => { Action f = ", 20)) + "() => { }" + string.Concat(Enumerable.Repeat("; f(); }", 20));
        return RunAsync($"class C {{ readonly object _a = new(); void M(int x) {{ {locks} Action g = {lambdas}; g(); }} }}");
    }

    [Fact]
    public Task Long_chains_of_calls_are_survived()
    {
        const int Methods = 3_000;
        var methods = string.Concat(Enumerable.Range(0, Methods).Select(i => $"void M{i}() {{ lock (_a) M{(i + 1) % Methods}(); }}\n"));
        return RunAsync($"class C {{ readonly object _a = new(); {methods} }}");
    }

    [Fact]
    public Task Top_level_statements_are_survived() => RunAsync(new TestProject("""
        var gate = new object();
        Monitor.Enter(gate);
        Local();
        if (args.Length > 1) return;
        Monitor.Exit(gate);
        var channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(1);
        void Local() { lock (gate) Local(); }
        """) { OutputKind = OutputKind.ConsoleApplication });

    private static async Task RunAsync(TestProject test)
    {
        var (project, _) = test.Open();
        await AnalyzerRun.FindingsAsync(project, test.AllowErrors, AllAnalyzers.Create());
    }

    /// <summary>A broken source may look like markup by accident.</summary>
    private static string WithoutMarks(string source) =>
        source.Replace("[|", "[ |", StringComparison.Ordinal).Replace("{|", "{ |", StringComparison.Ordinal);
}
