using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>While an object is made nobody else knows it: not in its constructors, nor in what only they run on it.</summary>
public class ConstructionTests
{
    [Theory]
    [InlineData("Fill();", "", false)]
    [InlineData("FillAll();", "private void FillAll() => Fill();", false)]
    [InlineData("Fill();", "public static Document Make(Whole whole) { var made = new Document(whole); made.Fill(); return made; }", false)]
    [InlineData("Fill();", "public void Save() { lock (_whole.Gate) Fill(); }", false)]
    [InlineData("", "public void Save() { lock (_whole.Gate) Fill(); }", false)]
    [InlineData("Fill();", "public void Save() => Fill();", true)]
    [InlineData("Fill();", "public static void Refill(Document other) => other.Fill();", true)]
    [InlineData("Task.Run(Fill);", "", true)]
    [InlineData("_ = FillLaterAsync();", "private async Task FillLaterAsync() { await Task.Yield(); Fill(); }", true)]
    public Task What_only_constructors_call_runs_on_an_object_that_nobody_else_knows(string constructor, string member, bool isFound)
    {
        var source = $$"""
            public class Document
            {
                private readonly object _own = new();
                private readonly Whole _whole;
                public Document(Whole whole) { _whole = whole; {{constructor}} }
                {{member}}
                public bool Exists { get { lock (_own) { return true; } } }
                private void Fill() { lock (_own) { lock ([|_whole.Gate|]) { } } }
            }
            public class Whole
            {
                public readonly object Gate = new();
                public bool Has(Document document) { lock (Gate) { return document.Exists; } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>What a method has just created, and only returns, is as new to its caller.</summary>
    [Theory]
    [InlineData("return new Handle(this);", false)]
    [InlineData("lock (Tracking) { var made = new Handle(this); made.Size = 1; return made; }", false)]
    [InlineData("if (size < 0) return null!; Handle made = new(this); return made;", false)]
    [InlineData("var made = new Handle(this); _all.Add(made); return made;", true)]
    [InlineData("return _all[size];", true)]
    [InlineData("var made = new Handle(this); if (size > 0) made = _all[0]; return made;", true)]
    public Task What_a_factory_returns_is_new(string body, bool isFound)
    {
        var source = $$"""
            public class Memory
            {
                public readonly object Tracking = new();
                private readonly List<Handle> _all = [];
                public Handle Begin(int size) { {{body}} }
                public Handle Track(int size) { lock (Tracking) { var handle = Begin(size); [|handle.Register()|]; return handle; } }
            }
            public class Handle(Memory memory)
            {
                private readonly object _action = new();
                public int Size { get; set; }
                public void Register() { lock (_action) { } }
                public void Fire() { lock (_action) { lock (memory.Tracking) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A new object behind an interface runs its own methods, and may be filled through the interface.</summary>
    [Theory]
    [InlineData("var part = Make(); part.Whole = whole; part.Show();", true)]
    [InlineData("var part = Make(); part.Show();", false)]
    [InlineData("IPart part = new Part(); part.Whole = whole; part.Show();", true)]
    public Task A_new_object_behind_an_interface(string use, bool isFound)
    {
        var source = $$"""
            public interface IPart { Whole? Whole { get; set; } void Show(); }
            public class Part : IPart { public Whole? Whole { get; set; } public void Show() { if (Whole != null) Whole.Look(); } }
            public class Whole
            {
                private readonly object _gate = new();
                public void Look() { lock (_gate) { } }
                public void Ask(User user) { lock (_gate) { [|user.Look()|]; } }
            }
            public class User
            {
                private readonly object _own = new();
                private static IPart Make() { return new Part(); }
                public void Run(Whole whole) { lock (_own) { {{use}} } }
                public void Look() { lock (_own) { } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>What is handed to a method that only uses it, or out to the caller, is known to nobody else before.</summary>
    [Theory]
    [InlineData("var made = new Handle(this); Use(made); return made;", false)]
    [InlineData("var made = new Handle(this); Keep(made); Use(made); return made;", true)]
    [InlineData("var made = new Handle(this); Run(made); Use(made); return made;", true)]
    [InlineData("Make(out var made); return made;", false)]
    [InlineData("Take(out var made); return made;", true)]
    [InlineData("Share(out var made); return made;", true)]
    public Task What_is_handed_on_to_be_used_is_new(string body, bool isFound)
    {
        var mark = body.StartsWith("var", StringComparison.Ordinal) ? "Use" : body[..body.IndexOf('(', StringComparison.Ordinal)];
        var source = $$"""
            public class Memory
            {
                private readonly object _tracking = new();
                private readonly List<Handle> _all = [];
                public Handle Track() { lock (_tracking) { {{body.Replace($"{mark}(made)", $"[|{mark}(made)|]", StringComparison.Ordinal).Replace($"{mark}(out var made)", $"[|{mark}(out var made)|]", StringComparison.Ordinal)}} } }
                public void Look() { lock (_tracking) { } }
                private static void Use(Handle handle) { handle.Size = 1; handle.Register(); }
                private void Keep(Handle handle) { handle.Size = 2; _all.Add(handle); }
                private static void Run(Handle handle) { ThreadPool.QueueUserWorkItem(_ => handle.Fire()); }
                private void Make(out Handle handle) { handle = null!; handle = new Handle(this); handle.Register(); }
                private void Take(out Handle handle) { handle = _all[0]; handle.Register(); }
                private void Share(out Handle handle) { handle = new Handle(this); _all.Add(handle); handle.Register(); }
            }
            public class Handle(Memory memory)
            {
                private readonly object _action = new();
                public int Size { get; set; }
                public void Register() { lock (_action) { } }
                public void Fire() { lock (_action) { memory.Look(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}
