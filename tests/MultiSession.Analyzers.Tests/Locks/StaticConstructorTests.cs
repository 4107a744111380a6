using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>The run time lets one thread run a static constructor; every other one that touches the type waits.</summary>
public class StaticConstructorTests
{
    [Theory]
    [InlineData("Log.Write()", "public static void Write() { }")]
    [InlineData("_ = Log.Level", "public static int Level => 1;")]
    [InlineData("_ = Log.Count", "public static int Count;")]
    [InlineData("_ = new Log()", "")]
    public async Task A_lock_in_a_static_constructor_whose_type_is_touched_under_the_lock(string touch, string member)
    {
        var source = $$"""
            public class Log { static Log() { [|Config.Read()|]; } {{member}} }
            public class Config
            {
                private static readonly object Gate = new();
                public static void Read() { lock (Gate) { } }
                public static void Reload() { lock (Gate) { {{touch}}; } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace($"lock (Gate) {{ {touch}; }}", $"lock (Gate) {{ }} {touch};", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Initializers_before_a_static_constructor_run_under_its_lock()
    {
        const string Source = """
            public class Log { private static readonly int Level = [|Config.Read()|]; static Log() { } public static void Write() { } }
            public class Config
            {
                private static readonly object Gate = new();
                public static int Read() { lock (Gate) return 1; }
                public static void Reload() { lock (Gate) { Log.Write(); } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        // Without a static constructor the run time chooses the moment.
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source).Replace("static Log() { } ", "", StringComparison.Ordinal)));
    }

    /// <summary>It runs once, mostly before there is a second thread: nobody comes by it to a lock that it takes.</summary>
    [Fact]
    public async Task A_static_constructor_leads_to_no_other_lock()
    {
        const string Source = """
            public class Log { static Log() { Config.Read(); } public static void Write() { } }
            public class Config
            {
                private static readonly object Gate = new();
                public static void Read() { lock (Gate) { } }
                public static void Reload() { lock (Gate) { Worker.Stop(); } }
            }
            public class Worker
            {
                private static readonly object Own = new();
                public static void Stop() { lock (Own) { } }
                public static void Run() { lock (Own) { Log.Write(); } }
            }
            """;
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("static Log() { Config.Read(); }", "", StringComparison.Ordinal).Replace("Write() { }", "Write() => Config.Read();", StringComparison.Ordinal)
            .Replace("Worker.Stop();", "[|Worker.Stop()|];", StringComparison.Ordinal)));
    }

    /// <summary>Which of several implementations runs in it is seldom the one that takes the lock.</summary>
    [Theory]
    [InlineData("Sink", true)]
    [InlineData("ISink", false)]
    public async Task A_guess_in_a_static_constructor(string type, bool isFound)
    {
        var source = $$"""
            public interface ISink { void Open(); }
            public sealed class Quiet : ISink { public void Open() { } }
            public sealed class Sink : ISink { public void Open() => [|Config.Read()|]; }
            public class Log { public static {{type}} Target = new Sink(); static Log() { [|Target.Open()|]; } public static void Write() { } public static void Use(Quiet quiet) => ((ISink)quiet).Open(); }
            public class Config
            {
                private static readonly object Gate = new();
                public static void Read() { lock (Gate) { } }
                public static void Reload() { lock (Gate) { Log.Write(); } }
            }
            """.Replace("[|Config.Read()|]", "Config.Read()", StringComparison.Ordinal);
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Fact]
    public async Task Waiting_in_a_static_constructor_for_work_that_touches_the_type()
    {
        const string Source = """
            public static class Cache
            {
                private static int _size;
                static Cache() { [|Task.Run(() => Fill()).Wait()|]; }
                private static void Fill() { _size = 1; }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("() => Fill()", "() => Console.WriteLine()", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("public static class A { public static int X; static A() { X = B.Y; } } public static class B { public static int Y; static B() { Y = A.X; } }")]
    [InlineData("public static class A { private static readonly object Gate = new(); static A() { M(); } public static void M() { lock (Gate) { N(); } } private static void N() { } }")]
    [InlineData("public static class A { public static readonly object Gate = new(); public static int X = M(); private static int M() { lock (Gate) return 1; } public static void N() { lock (Gate) { X++; } } }")]
    [InlineData("public static class A { private static readonly Action Later = () => { lock (B.Gate) { X++; } }; public static int X = B.M(); public static void Run() => Later(); } public static class B { public static readonly object Gate = new(); public static int M() { lock (Gate) return 1; } }")]
    [InlineData("public class A { public static readonly A Shared; static A() { Shared = new A(); } private readonly object _gate = new(); public void M() { lock (_gate) { _ = Shared; } } }")]
    public Task Silent(string source) => Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
}
