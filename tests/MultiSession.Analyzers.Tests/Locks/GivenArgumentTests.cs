using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A story only counts if every call in it gives what the next step needs.</summary>
public class GivenArgumentTests
{
    [Theory]
    [InlineData("Flag(true)", "Flag(false)", "void Flag(bool take) { if (take) TakeB(); }")]
    [InlineData("Flag(false)", "Flag(true)", "void Flag(bool skip) { if (skip) return; TakeB(); }")]
    [InlineData("Flag()", "Flag(false)", "void Flag(bool take = true) => Forward(take); void Forward(bool take) { if (!take) { } else TakeB(); }")]
    [InlineData("Either(1)", "Either(2)", "void Either(int what) { switch (what) { case 1: TakeB(); break; } }")]
    [InlineData("Either(1)", "Either(2)", "int Either(int what) => what switch { 1 => TakeB(), _ => 0 };")]
    [InlineData("Check(-1)", "Check(0)", "void Check(int id) { if (id < 0) TakeB(); }")]
    [InlineData("Check(5)", "Check(6)", "void Check(int id) { if (id > 5) return; Pass(id); } void Pass(long id) { TakeB(); }")]
    [InlineData("Check(6)", "Check(5)", "void Check(ushort id) => Pass(id); void Pass(int id) { if (!(id <= 5)) TakeB(); }")]
    [InlineData("Check(5)", "Check(4)", "void Check(byte id) { if (id is >= 5) TakeB(); }")]
    [InlineData("Ask(this)", "Ask(null)", "static void Ask(C? other) { if (other != null) other.TakeB(); }")]
    [InlineData("Ask(this)", "Ask(null)", "static void Ask(C? other) => other?.TakeB();")]
    [InlineData("Ask(this)", "Ask(null)", "static void Ask(C? other) { if (other is null || other._idle) return; other.TakeB(); }")]
    [InlineData("Ask(this)", "Ask(null)", "static void Ask(C other) => other.TakeB();")]
    [InlineData("Ask(this)", "Ask()", "static void Ask(C? other = null) => other!._next.TakeB(); C _next = new();")]
    [InlineData("Show(this)", "Show(\"\")", "void Show(object shown) { if (shown is C c) c.TakeB(); }")]
    [InlineData("Show(new Busy())", "Show(new Quiet())", "void Show(object shown) { switch (shown) { case ITaker taker: taker.Take(this); break; } } interface ITaker { void Take(C c); } class Busy : ITaker { public void Take(C c) => c.TakeB(); } class Quiet : ITaker { public void Take(C c) { } }")]
    [InlineData("Show(new Busy())", "Show(new Quiet())", "void Show(object shown) { _ = shown switch { ITaker { } taker => Run(() => taker.Take(this)), _ => 0 }; int Run(Action act) { act(); return 1; } } interface ITaker { void Take(C c); } class Busy : ITaker { public void Take(C c) => c.TakeB(); } class Quiet : ITaker { public void Take(C c) { } }")]
    [InlineData("Show(new Busy())", "Show(new Quiet())", "void Show(object shown) { if (shown is not ITaker taker) return; taker.Take(this); } interface ITaker { void Take(C c); } class Busy : ITaker { public void Take(C c) => c.TakeB(); } class Quiet : ITaker { public void Take(C c) { } }")]
    [InlineData("Show(this)", "Show(new Box())", "void Show(object shown) { switch (shown) { case Box: break; case C c: c.TakeB(); break; } } sealed class Box { }")]
    [InlineData("Answer(new Yes())", "Answer(new No())", "void Answer(Said said) { if (said.IsYes) TakeB(); } abstract class Said { public abstract bool IsYes { get; } } class Yes : Said { public override bool IsYes => true; } class No : Said { public override bool IsYes { get { return false; } } }")]
    [InlineData("Answer(new No())", "Answer(new Yes())", "void Answer(ISaid said) { if (said.IsYes) return; TakeB(); } interface ISaid { bool IsYes { get; } } class Yes : ISaid { public virtual bool IsYes => true; } class No : Yes { public override bool IsYes => false; }")]
    [InlineData("Answer(new Any())", "Answer(new No())", "void Answer(Said said) { if (said.IsYes) TakeB(); } abstract class Said { public abstract bool IsYes { get; } } class No : Said { public override bool IsYes => false; } class Any : No { public bool Set; public override bool IsYes => Set; }")]
    [InlineData("Run(true)", "Run(false)", "Action<bool> Run; public C() { Run = Take; } void Take(bool take) { if (take) TakeB(); }")]
    [InlineData("Get<C>()", "Get<string>()", "T? Get<T>() where T : class { var t = typeof(T); if (t == typeof(C)) TakeB(); return null; }")]
    [InlineData("Both<C>()", "Both<string>()", "void Both<T>() => Get<T>(); void Get<T>() { if (typeof(T) == typeof(C)) TakeB(); }")]
    public async Task What_a_branch_needs(string gives, string gives_not, string members)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program($"[|{gives}|]", members)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program(gives_not, members)));
    }

    [Fact]
    public Task A_parameter_that_is_assigned_is_not_what_was_given() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001",
        Program("[|Flag(false)|]", "void Flag(bool take) { take |= _idle; if (take) TakeB(); }")));

    [Fact]
    public Task A_parameter_that_is_assigned_is_not_the_null_that_was_given() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001",
        Program("[|Ask(null)|]", "void Ask(C? other) { other ??= this; other.TakeB(); }")));

    [Theory]
    [InlineData("Left", "")]
    [InlineData("Right", "Silent")]
    public async Task An_object_is_of_one_type_all_along_a_story(string overrides, string verdict)
    {
        var source = $$"""
            abstract class Base
            {
                protected static readonly object A = new(), B = new();
                protected void Send() => Sent();
                protected virtual void Sent() { }
                public void Two() { lock (B) { lock ([|A|]) { } } }
            }
            class Left : Base { public void One() { lock (A) { Send(); } } {{(overrides == "Left" ? "protected override void Sent() { lock (B) { } }" : "")}} }
            class Right : Base { public void Run() => Send(); {{(overrides == "Right" ? "protected override void Sent() { lock (B) { } }" : "")}} }
            """;
        if (verdict.Length == 0) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("Send(this)", false)]
    [InlineData("Send(other)", true)]
    public async Task The_caller_says_which_implementation_its_argument_has(string call, bool isFound)
    {
        var source = $$"""
            public interface IPart { void Work(); }
            public class Quiet : IPart
            {
                private static readonly object A = Loud.A;
                public void Work() { }
                public void One(IPart other) { lock (Loud.A) { [|{{call}}|]; } }
                private static void Send(IPart part) => part.Work();
            }
            public class Loud : IPart
            {
                public static readonly object A = new(), B = new();
                public void Work() { lock (B) { } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("Loud", true)]
    [InlineData("Quiet", false)]
    public async Task A_field_holds_what_is_created_for_it(string created, bool isFound)
    {
        var source = $$"""
            interface IPart { void Work(); }
            class Quiet : IPart { public void Work() { } }
            class Loud : IPart { public void Work() { lock (C.B) { } } }
            static class Maker { public static IPart Make() => new {{created}}(); public static IPart[] All() => [new Quiet(), new Loud()]; }
            class C
            {
                public static readonly object A = new(), B = new();
                private readonly IPart _part = Maker.Make();
                public void One() { lock (A) { [|_part.Work()|]; } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("Right", false)]
    [InlineData("Left", true)]
    public async Task Both_threads_must_hold_the_lock_of_one_object(string second, bool isFound)
    {
        var source = $$"""
            abstract class Base { protected readonly object Gate = new(); }
            class Left : Base
            {
                private readonly Hub _hub = new();
                public void One() { lock (Gate) { [|_hub.Take()|]; } }
                public void Back() { lock (Gate) { } }
            }
            class Right : Base { public void Back() { lock (Gate) { } } }
            class Hub
            {
                private readonly object _all = new();
                public void Take() { lock (_all) { } }
                public void Two({{second}} item) { lock (_all) { item.Back(); } }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Fact]
    public Task What_is_freed_for_a_while_is_not_held_meanwhile() => Verify.Silent<LockAnalyzer>("""
        using System.Threading;
        public class C
        {
            private readonly SemaphoreSlim _gate = new(1);
            private readonly object _b = new();
            public void One() { _gate.Wait(); try { Outside(); } finally { _gate.Release(); } }
            public void Two() { lock (_b) { _gate.Wait(); _gate.Release(); } }
            private void Outside() { _gate.Release(); try { lock (_b) { } } finally { _gate.Wait(); } }
        }
        """);

    [Fact]
    public Task What_is_not_freed_stays_held() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", """
        using System.Threading;
        public class C
        {
            private readonly SemaphoreSlim _gate = new(1), _other = new(1);
            private readonly object _b = new();
            public void One() { _gate.Wait(); try { _other.Wait(); [|Outside()|]; _other.Release(); } finally { _gate.Release(); } }
            public void Two() { lock (_b) { _gate.Wait(); _gate.Release(); } }
            private void Outside() { _other.Release(); try { lock (_b) { } } finally { _other.Wait(); } }
        }
        """));

    [Fact]
    public async Task An_asynchronous_sequence_is_waited_for_where_it_is_enumerated()
    {
        const string Source = """
            public class C
            {
                private readonly SemaphoreSlim _a = new(1), _b = new(1);
                public async Task One() { await _a.WaitAsync(); try { STATEMENT } finally { _a.Release(); } }
                public async Task Two() { await _b.WaitAsync(); try { await _a.WaitAsync(); _a.Release(); } finally { _b.Release(); } }
                private async IAsyncEnumerable<int> Items() { await _b.WaitAsync(); try { yield return 1; } finally { _b.Release(); } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source.Replace("STATEMENT", "await foreach (var item in [|Items()|].ConfigureAwait(false)) { }", StringComparison.Ordinal)));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Source.Replace("STATEMENT", "var later = Items();", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("made.Changed += () => { lock (B) { } };", true)]
    [InlineData("Wire(made);", true)]
    public async Task A_new_object_has_no_subscribers(string wiring, bool isFound)
    {
        var source = $$"""
            public class Item
            {
                public event Action? Changed;
                private string _name = "";
                public string Name { get => _name; set { _name = value; Changed?.Invoke(); } }
            }
            public class C
            {
                private static readonly object A = new(), B = new();
                public void One() { lock (A) { var made = new Item(); {{wiring}} [|made.Name|] = "x"; } }
                public void Two() { lock (B) { lock (A) { } } }
                private static void Wire(Item item) => item.Changed += () => { lock (B) { } };
                public void Elsewhere(Item item) => Wire(item);
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("public Item() { }", false)]
    [InlineData("public Item() { }", false, "private C? _owner; public C? Owner { get { return _owner; } private set { _owner = value; } }")]
    [InlineData("public Item() { Attach(); } private void Attach() => Owner = C.Shared;", true, "private C? _owner; public C? Owner { get => this._owner; private set => _owner = value; }")]
    [InlineData("public Item() { }", true, "private C? _owner; public C? Owner { get => _owner ?? C.Shared; private set => _owner = value; }")]
    [InlineData("public Item() { Attach(); } private void Attach() => Owner = C.Shared;", true)]
    public async Task A_new_object_reaches_what_its_constructor_fills(string constructor, bool isFound, string owner = "public C? Owner { get; private set; }")
    {
        var source = $$"""
            public class Item
            {
                {{constructor}}
                {{owner}}
                public void Join(C owner) => Owner = owner;
                public void Mark() { if (Owner != null) Owner.Take(); }
            }
            public class C
            {
                public static readonly C Shared = new();
                private static readonly object A = new(), B = new();
                public void Take() { lock (B) { } }
                public void One() { lock (A) { var made = new Item(); [|made.Mark()|]; } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    private static string Program(string call, string members) => $$"""
        public class C
        {
            private static readonly object A = new(), B = new();
            private bool _idle = false;
            public void One() { lock (A) { _ = 0; {{call}}; } }
            public void Two() { lock (B) { lock (A) { } } }
            private int TakeB() { lock (B) { return 1; } }
            {{members}}
        }
        """;
}
