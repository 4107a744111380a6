using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>MSES0002 and MSES0008: the order between locks, and between the instances of one.</summary>
public class DeclaredOrderTests
{
    private const string Attributes = """
        public sealed class LockRankAttribute(int rank) : Attribute { public int Rank => rank; }
        public sealed class AcquiredBeforeAttribute(params string[] others) : Attribute { public string[] Others => others; }
        """;

    [Theory]
    [InlineData("[LockRank(10)]", "[LockRank(20)]", "lock (_b) { lock ([|_a|]) { } }")]
    [InlineData("[LockRank(20)]", "[LockRank(10)]", "lock (_a) { lock ([|_b|]) { } }")]
    [InlineData("[LockRank(10)]", "[LockRank(20)]", "lock (_b) { [|TakeA()|]; }")]
    [InlineData("[LockRank(10)]", "[LockRank(10)]", "lock (_b) { lock ([|_a|]) { } }")]
    [InlineData("[AcquiredBefore(nameof(_b))]", "", "lock (_b) { lock ([|_a|]) { } }")]
    [InlineData("[AcquiredBefore(\"C._b\")]", "", "lock (_b) { lock ([|_a|]) { } }")]
    [InlineData("[AcquiredBefore(nameof(_c), nameof(_b))]", "", "lock (_b) { lock ([|_a|]) { } }")]
    [InlineData("", "[AcquiredBefore(nameof(_a))]", "lock (_a) { lock ([|_b|]) { } }")]
    [InlineData("[AcquiredBefore(nameof(_c))] private readonly object _d = new(); [AcquiredBefore(nameof(_d))]", "", "lock (_c) { lock ([|_a|]) { } }")]
    public Task A_broken_order(string onA, string onB, string statements) => Verify.Analyzer<LockAnalyzer>(Only("MSES0002", Program(onA, onB, statements)));

    [Theory]
    [InlineData("[LockRank(10)]", "[LockRank(20)]", "lock (_a) { lock (_b) { } }")]
    [InlineData("[LockRank(10)]", "", "lock (_b) { lock (_a) { } }")]
    [InlineData("[LockRank(10)]", "[LockRank(20)]", "lock (_b) { } lock (_a) { }")]
    [InlineData("[LockRank(10)]", "[LockRank(20)]", "lock (_b) { if (Monitor.TryEnter(_a)) Monitor.Exit(_a); }")]
    [InlineData("[AcquiredBefore(nameof(_b))]", "", "lock (_a) { lock (_b) { } }")]
    [InlineData("[AcquiredBefore(nameof(_c))]", "", "lock (_b) { lock (_a) { } }")]
    [InlineData("[AcquiredBefore(\"D._b\")]", "", "lock (_b) { lock (_a) { } }")]
    [InlineData("", "", "lock (_b) { lock (_a) { } }")]
    public Task A_kept_order(string onA, string onB, string statements) => Verify.Silent<LockAnalyzer>(Only("MSES0002", Program(onA, onB, statements)));

    [Theory]
    [InlineData("(Level.Low)", "(Level.High)")]
    [InlineData("(Rank = 10)", "(Rank = 20)")]
    [InlineData("(10L)", "(20L)")]
    public Task A_rank_of_the_projects_own(string onA, string onB) => Verify.Analyzer<LockAnalyzer>(Only("MSES0002", $$"""
        public class C
        {
            [LockRank{{onA}}] private readonly object _a = new();
            [LockRank{{onB}}] private readonly object _b = new();
            public void M() { lock (_b) { lock ([|_a|]) { } } }
            public void N() { lock (_a) { lock (_b) { } } }
        }

        public enum Level : byte { Low, High }

        public sealed class LockRankAttribute : Attribute
        {
            public LockRankAttribute() { }
            public LockRankAttribute(Level level) => Rank = (int)level;
            public LockRankAttribute(long rank) => Rank = rank;
            public long Rank { get; set; }
        }
        """));

    [Theory]
    [InlineData("double.NaN", "double")]
    [InlineData("ulong.MaxValue", "ulong")]
    [InlineData("null", "string?")]
    public Task What_is_no_whole_number_is_no_rank(string rank, string type) => Verify.Silent<LockAnalyzer>(Only("MSES0002", $$"""
        public class C
        {
            [LockRank({{rank}})] private readonly object _a = new();
            [LockRank({{rank}})] private readonly object _b = new();
            public void M() { lock (_b) { lock (_a) { } } }
        }

        public sealed class LockRankAttribute({{type}} rank) : Attribute { public object? Rank => rank; }
        """));

    [Theory]
    [InlineData("[field: LockRank(10)] private object A { get; } = new();", "[field: LockRank(20)] private object B { get; } = new();", "lock (B) { lock ([|A|]) { } }")]
    [InlineData("[field: AcquiredBefore(nameof(B))] private object A { get; } = new();", "private object B { get; } = new();", "lock (B) { lock ([|A|]) { } }")]
    [InlineData("[LockRank(20)] private readonly object _b = new();", "", "lock (_b) { lock ([|this|]) { } }")]
    public Task What_stores_the_lock_has_the_rank(string one, string other, string statements) => Verify.Analyzer<LockAnalyzer>(Only("MSES0002", $$"""
        [LockRank(10)] public class C { {{one}} {{other}} public void M() { {{statements}} } }
        {{Attributes}}
        """));

    [Fact]
    public Task A_cycle_is_told_as_the_broken_order_that_closes_it() =>
        Verify.Analyzer<LockAnalyzer>(Program("[LockRank(1)]", "[LockRank(2)]", "lock (_b) { lock ({|MSES0002:_a|}) { } } lock (_a) { lock (_b) { } }"));

    [Fact]
    public async Task The_message_names_both_locks_and_the_path()
    {
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0002", Program("[LockRank(1)]", "[LockRank(2)]", "lock (_b) { lock ([|_a|]) { } }"))));
        Assert.Equal("C._a is declared to be taken before C._b, but this code takes C._b in C.M (0.cs:5), then takes C._a (0.cs:5)", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("C._b\nC._a", LockDiagnosticProperties.KeyOf(finding));
    }

    [Theory]
    [InlineData("public void M(C other) { lock (_gate) { lock ([|other._gate|]) { } } }")]
    [InlineData("public static void M(C one, C other) { lock (one._gate) { lock ([|other._gate|]) { } } }")]
    [InlineData("public void M(C other) { lock (_gate) { [|other.Work()|]; } } private void Work() { lock (_gate) { } }")]
    [InlineData("public void M(C other) { lock (this) { lock ([|other|]) { } } }")]
    [InlineData("private C? _next; public void M(C other) { lock (other._gate) { lock ([|_gate|]) { } } }")]
    [InlineData("private readonly List<C> _inner = []; public void Walk() { lock (_gate) { foreach (var item in _inner) [|item.Touch()|]; } } private void Touch() { lock (_gate) { } }")]
    [InlineData("public void M(C other) { lock (_gate) { lock (Shared) { lock ([|other._gate|]) { } } } }")]
    [InlineData("private readonly object _own = new(); public void M(C other) { lock (_own) { lock (_gate) { lock ([|other._gate|]) { } } } }")]
    public async Task Two_instances(string member)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0008", Instances("", member)));
        if (!member.Contains("(this)", StringComparison.Ordinal))
        {
            await Verify.Silent<LockAnalyzer>(Only("MSES0008", Instances("[LockRank(1)]", Unmarked(member))));
            await Verify.Silent<LockAnalyzer>(Only("MSES0008", Instances("[AcquiredBefore(nameof(_gate))]", Unmarked(member))));
        }
    }

    [Theory]
    [InlineData("public void M() { lock (_gate) { lock (_gate) { } } }")]
    [InlineData("public void M() { lock (_gate) Work(); } private void Work() { lock (_gate) { } }")]
    [InlineData("public void M(C other) { lock (_gate) { } lock (other._gate) { } }")]
    [InlineData("public static void M() { var fresh = new C(); lock (Shared) { lock (fresh._gate) { } } }")]
    [InlineData("public void M() { var copy = new C(); lock (_gate) { lock (copy._gate) { } } }")]
    [InlineData("public void M(C other) { lock (Shared) { lock (_gate) { lock (other._gate) { } } } }")]
    [InlineData("public static void M(C one, C other) { lock (Shared) { Both(one, other); } } private static void Both(C one, C other) { lock (one._gate) { lock (other._gate) { } } }")]
    [InlineData("public static void M(C one) { var same = one; lock (one._gate) { lock (same._gate) { } } }")]
    [InlineData("private readonly List<C> _inner = []; public void Walk() { lock (_gate) { foreach (var item in _inner) item.Walk(); } }")]
    public Task One_instance(string member) => Verify.Silent<LockAnalyzer>(Only("MSES0008", Instances("", member)));

    [Theory]
    [InlineData("if (one.Id < other.Id) lock (one._gate) { lock (other._gate) { } } else lock (other._gate) { lock (one._gate) { } }")]
    [InlineData("if (one.Id > other.Id) (one, other) = (other, one); lock (one._gate) { lock (other._gate) { } }")]
    [InlineData("if (one.Id > other.Id) { var swap = one; one = other; other = swap; } lock (one._gate) { lock (other._gate) { } }")]
    public Task Instances_in_an_order_that_the_method_makes(string statements) =>
        Verify.Silent<LockAnalyzer>(Only("MSES0008", Instances("", $"public int Id; public static void M(C one, C other) {{ {statements} }}")));

    private static string Instances(string attribute, string member) =>
        $"public class C {{ private static readonly object Shared = new(); {attribute} private readonly object _gate = new(); {member} }}\n{Attributes}";

    private static string Program(string onA, string onB, string statements) => $$"""
        public class C
        {
            {{onA}} private readonly object _a = new();
            {{onB}} private readonly object _b = new(); private readonly object _c = new();
            public void M() { {{statements}} }
            private void TakeA() { lock (_a) { } }
        }
        {{Attributes}}
        """;
}
