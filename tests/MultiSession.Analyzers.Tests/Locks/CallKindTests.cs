using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Every kind of call carries a lock from the caller to the callee.</summary>
public class CallKindTests
{
    [Theory]
    [InlineData("Own()", "void Own() => TakeB();")]
    [InlineData("Shared()", "static void Shared() { lock (B) { } }")]
    [InlineData("this.Extension()", "", "static class Extensions { public static void Extension(this C c) => c.TakeB(); }")]
    [InlineData("Generic(1)", "void Generic<T>(T value) => TakeB();")]
    [InlineData("new Box<int>().Put(this)", "", "class Box<T> { public void Put(C c) => c.TakeB(); }")]
    [InlineData("_ = Value", "int Value { get { TakeB(); return 1; } }")]
    [InlineData("Value = 1", "int Value { set { TakeB(); } }")]
    [InlineData("Value++", "int Value { get => 1; set { TakeB(); } }")]
    [InlineData("_ = this[1]", "int this[int index] { get { TakeB(); return index; } }")]
    [InlineData("_ = this + 1", "public static int operator +(C c, int value) { c.TakeB(); return value; }")]
    [InlineData("_ = -this", "public static int operator -(C c) { c.TakeB(); return 1; }")]
    [InlineData("_ = (int)this", "public static explicit operator int(C c) { c.TakeB(); return 1; }")]
    [InlineData("_ = new Taker(this)", "", "class Taker { public Taker(C c) => c.TakeB(); }")]
    [InlineData("new Taker()", "", "class Taker { private readonly int _value = Count(); private static int Count() { lock (C.B) return 1; } }")]
    [InlineData("_ = new Derived(this)", "", "class Base { protected Base(C c) => c.TakeB(); } class Derived : Base { public Derived(C c) : base(c) { } }")]
    [InlineData("Changed += Handle", "event Action Changed { add { TakeB(); } remove { } } void Handle() { }")]
    public Task One_target(string call, string member, string type = "") => BothWaysAsync(call + ";", call.Replace("_ = ", "", StringComparison.Ordinal).Split(" = ")[0].TrimEnd('+'), member, type, "warning");

    [Theory]
    [InlineData("_ = $\"a {this} b\";")]
    [InlineData("_ = 1 + \"\" + this;")]
    public Task An_object_in_a_text(string statement) => BothWaysAsync(statement, "this", "public override string ToString() { TakeB(); return string.Empty; }", "");

    [Theory]
    [InlineData("_worker.Work()", "private readonly Worker _worker = new DerivedWorker();", "class Worker { public virtual void Work() { } } class DerivedWorker : Worker { public override void Work() { lock (C.B) { } } }")]
    [InlineData("_worker.Work()", "private readonly Worker _worker = new DerivedWorker();", "abstract class Worker { public abstract void Work(); } class DerivedWorker : Worker { public override void Work() { lock (C.B) { } } } class OtherWorker : Worker { public override void Work() { } }")]
    [InlineData("_worker.Work()", "private readonly IWorker _worker = new Worker();", "interface IWorker { void Work(); } class Worker : IWorker { public void Work() { lock (C.B) { } } } class Idle : IWorker { public void Work() { } }")]
    [InlineData("_worker.Work()", "private readonly IWorker<int> _worker = new Worker();", "interface IWorker<T> { void Work(); } class Worker : IWorker<int> { void IWorker<int>.Work() { lock (C.B) { } } } class Idle : IWorker<int> { public void Work() { } }")]
    public Task Dispatch(string call, string member, string type) => BothWaysAsync(call + ";", call, member, type);

    [Theory]
    [InlineData("_act()", "private readonly Action _act; public C() { _act = TakeB; }")]
    [InlineData("_act()", "private readonly Action _act; public C() { _act = () => TakeB(); }")]
    [InlineData("_act?.Invoke()", "private Action? _act; public void Set(Action act) => _act = act; public static void Wire(C c) => c.Set(() => { lock (B) { } });")]
    [InlineData("Changed?.Invoke()", "public event Action? Changed; public void Wire() => Changed += TakeB;")]
    [InlineData("Changed(this, EventArgs.Empty)", "public event EventHandler Changed = delegate { }; public void Wire() => Changed += (_, _) => TakeB();")]
    [InlineData("Act()", "public Action Act { get; set; } = () => { }; public void Wire() => Act = TakeB;")]
    [InlineData("Make()()", "private Action Make() => TakeB;")]
    [InlineData("_subject.OnNext(1)", "private readonly Subject _subject = new(); public void Wire() => _subject.Subscribe(_ => TakeB());",
        "class Subject { private event Action<int>? Next; public void Subscribe(Action<int> next) => Next += next; public void OnNext(int value) => Next?.Invoke(value); }")]
    public Task Delegates(string call, string member, string type = "")
    {
        var shown = call.Replace("?.Invoke()", "", StringComparison.Ordinal);
        return shown == call ? BothWaysAsync(call + ";", call, member, type, "info") : BothWaysAsync(call + ";", ".Invoke()", member, type, "info");
    }

    [Theory]
    [InlineData("Action local = () => TakeB(); [|local()|];")]
    [InlineData("void Local() { TakeB(); } [|Local()|];")]
    [InlineData("new List<int> { 1 }[|.ForEach(_ => TakeB())|];")]
    [InlineData("foreach (var item in new[] { 1 }) [|TakeB()|];")]
    [InlineData("_ = true ? [|Number()|] : 0;")]
    [InlineData("_ = 1 switch { 1 => [|Number()|], _ => 0 };")]
    [InlineData("try { } catch (Exception) when ([|Number()|] == 1) { }")]
    [InlineData("try { } finally { [|TakeB()|]; }")]
    [InlineData("_ = $\"{[|Number()|]}\";")]
    public Task In_a_body(string statements)
    {
        statements = statements.Replace("new List<int> { 1 }[|.ForEach(_ => TakeB())|]", "[|new List<int> { 1 }.ForEach(_ => TakeB())|]", StringComparison.Ordinal);
        return Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(statements, "", "")));
    }

    [Theory]
    [InlineData("using (new Token()) { }", "class Token : IDisposable { public void Dispose() { lock (C.B) { } } }", "new Token()")]
    [InlineData("using var token = new Token();", "class Token : IDisposable { public void Dispose() { lock (C.B) { } } }", "new Token()")]
    [InlineData("foreach (var item in Items()) { }", "", "Items()", "private IEnumerable<int> Items() { lock (B) { yield return 1; } }")]
    [InlineData("foreach (var item in _bag) { }", "class Bag { public Walker GetEnumerator() => new(); } struct Walker { public bool MoveNext() { lock (C.B) return false; } public int Current => 0; }", "_bag", "private readonly Bag _bag = new();")]
    [InlineData("foreach (var item in _bag) { }", "class Bag { public Walker GetEnumerator() => new(); } struct Walker : IDisposable { public bool MoveNext() => false; public int Current => 0; public void Dispose() { lock (C.B) { } } }", "_bag", "private readonly Bag _bag = new();")]
    public Task Patterns(string statement, string type, string reported, string member = "") => BothWaysAsync(statement, reported, member, type);

    [Fact]
    public async Task Asynchronous_methods()
    {
        const string Program = """
            public class C
            {
                private readonly SemaphoreSlim _a = new(1), _b = new(1);
                public async Task One() { await _a.WaitAsync(); try { await CALL; } finally { _a.Release(); } }
                public async Task Two() { await _b.WaitAsync(); try { await _a.WaitAsync(); _a.Release(); } finally { _b.Release(); } }
                private async Task LateAsync() { await Task.Yield(); await _b.WaitAsync(); _b.Release(); }
                private async ValueTask SoonAsync() { await _b.WaitAsync(); _b.Release(); }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Program.Replace("CALL", "[|LateAsync()|].ConfigureAwait(false)", StringComparison.Ordinal));
        await Verify.Analyzer<LockAnalyzer>(Program.Replace("CALL", "[|SoonAsync()|]", StringComparison.Ordinal));
        await Verify.Silent<LockAnalyzer>(Program.Replace("await CALL", "_ = LateAsync()", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Task.Run(TakeB);")]
    [InlineData("Task.Run(() => TakeB());")]
    [InlineData("_ = Task.Factory.StartNew(() => TakeB());")]
    [InlineData("new Thread(TakeB).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => TakeB());")]
    [InlineData("_ = new Timer(_ => TakeB(), null, 0, 0);")]
    [InlineData("Task.CompletedTask.ContinueWith(_ => TakeB());")]
    [InlineData("SynchronizationContext.Current!.Post(_ => TakeB(), null);")]
    [InlineData("CancellationToken.None.Register(() => TakeB());")]
    [InlineData("Action later = () => TakeB(); Keep(later);")]
    [InlineData("new Queue<Action>().Enqueue(TakeB);")]
    [InlineData("IEnumerable<int> Items() { TakeB(); yield return 1; } Keep(Items());")]
    public Task Work_that_starts_with_nothing_held(string statements) => Verify.Silent<LockAnalyzer>(Only("MSES0001", Program(statements, "private void Keep(object kept) { }", "")));

    /// <summary>What the thread itself takes is seen: its body is a root with its own order.</summary>
    [Theory]
    [InlineData("Task.Run(() => { lock (A) { lock (B) { } } });")]
    [InlineData("new Thread(() => { lock (A) { lock (B) { } } }).Start();")]
    [InlineData("_ = new Timer(_ => { lock (A) { lock (B) { } } }, null, 0, 0);")]
    public Task The_order_inside_such_work_counts(string statement) => Verify.Analyzer<LockAnalyzer>(Only("MSES0001",
        $"class D {{ static readonly object A = new(), B = new(); public void Start() {{ {statement.Replace("lock (B)", "lock ([|B|])", StringComparison.Ordinal)} }} public void N() {{ lock (B) {{ lock (A) {{ }} }} }} }}"));

    [Fact]
    public async Task Callbacks_of_a_token_run_where_it_is_cancelled()
    {
        const string Member = "private readonly CancellationTokenSource _stop = new(); public void Wire() => _stop.Token.Register(TakeB);";
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program("[|_stop.Cancel()|];", Member, "")));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program("_ = _stop.Token;", Member, "")));
    }

    [Fact]
    public async Task Subjects_of_a_library_run_their_subscribers()
    {
        const string Member = "private readonly ISubject<int> _subject; public C(ISubject<int> subject) { _subject = subject; } public void Wire() => _subject.Subscribe(_ => TakeB());";
        var rx = Library("using System; public interface ISubject<T> : IObservable<T>, IObserver<T> { } public static class Rx { public static IDisposable Subscribe<T>(this IObservable<T> source, Action<T> next) => null!; }");
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program("[|_subject.OnNext(1)|];", Member, "")) with { References = rx });
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program("_subject.GetHashCode();", Member, "")) with { References = rx });
    }

    private static async Task BothWaysAsync(string statement, string reported, string member, string type, string severity = "")
    {
        var start = statement.IndexOf(reported, StringComparison.Ordinal);
        var marked = statement.Insert(start + reported.Length, "|]").Insert(start, "[|");
        var finding = Assert.Single(await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(marked, member, type))));
        if (severity.Length > 0) Assert.Equal(severity, finding.Severity.ToString().ToLowerInvariant());
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program(statement, member, type, "lock (A) { } ")));
    }

    /// <summary>One thread takes A, then runs the statements, which take B; another takes B, then A; unless something else stands there.</summary>
    /// <summary>A page's or form's description, which is no source, attaches handlers that only their shape shows.</summary>
    [Theory]
    [InlineData("object sender, EventArgs e", true)]
    [InlineData("object? sender, System.ComponentModel.CancelEventArgs e", true)]
    [InlineData("object sender", false)]
    [InlineData("string sender, EventArgs e", false)]
    [InlineData("", false)]
    public async Task A_private_handler_that_nothing_in_the_source_attaches(string parameters, bool isReported)
    {
        var source = $$"""
            public class C
            {
                private readonly object _a = new(), _b = new();
                public void Save() { lock (_a) { lock ({{(isReported ? "[|_b|]" : "_b")}}) { } } }
                private void Save_Click({{parameters}}) { lock (_b) { lock (_a) { } } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    private static string Program(string statements, string member, string type, string? instead = null) => $$"""
        public class C
        {
            public static readonly object A = new(), B = new();
            public void One() { {{(instead is null ? $"lock (A) {{ {statements} }}" : instead + statements)}} }
            public void Two() { lock (B) { lock (A) { } } }
            public void TakeB() { lock (B) { } }
            public int Number() { lock (B) return 1; }
            {{member}}
        }
        {{type}}
        """;
}
