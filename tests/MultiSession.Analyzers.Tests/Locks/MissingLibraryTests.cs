using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Code that is read without its libraries: what does not bind is known by its name.</summary>
public class MissingLibraryTests
{
    [Theory]
    [InlineData("void Sell(byte kind) { switch ((Kind)kind) { case Kind.Copy: TakeB(); break; } }", "(byte)Kind.Copy", "(byte)Kind.Original")]
    [InlineData("void Sell(Kind kind) { if (kind == Kind.Copy) TakeB(); }", "Kind.Copy", "Kind.Original")]
    [InlineData("void Sell(Kind kind) { if (kind != Kind.Original) TakeB(); }", "Kind.Copy", "Kind.Original")]
    [InlineData("int Sell(Kind kind) => kind switch { Kind.Copy => TakeB(), _ => 0 };", "Kind.Copy", "Kind.Original")]
    [InlineData("void Sell(object kind) { if (kind != null) TakeB(); }", "Kind.Copy", "null")]
    [InlineData("void Sell(Kind kind) { if (kind == Kind.Copy) TakeB(); }", "_kind", "Kind.Original")]
    public async Task A_constant_is_known_by_its_name(string method, string gives, string gives_not)
    {
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program($"[|Sell({gives})|]", method)) with { AllowErrors = true });
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Program($"Sell({gives_not})", method)) with { AllowErrors = true });
    }

    [Theory]
    [InlineData("Cache<Key>", true)]
    [InlineData("Cache<Other>", false)]
    [InlineData("Cache<C>", false)]
    public async Task What_a_generic_class_is_for_is_known_by_its_name(string type, bool isFound)
    {
        var source = $$"""
            using Some.Library;
            public class Cache<T>
            {
                private readonly object _gate = new();
                public void Hold(Action run) { lock (_gate) [|run()|]; }
                public void Clear() { lock (_gate) { } }
            }
            public class C
            {
                private readonly object _life = new();
                private readonly Cache<Key> _keys = Any<Cache<Key>>();
                private readonly {{type}} _others = Any<{{type}}>();
                private static T Any<T>() where T : new() => new();
                public void Close() { lock (_life) _keys.Clear(); }
                public void Run() => _others.Hold(() => { lock (_life) { } });
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)) with { AllowErrors = true });
    }

    /// <summary>What is created with an argument of a missing type is new all the same.</summary>
    [Theory]
    [InlineData("var list = new Items(Library.Count(item)); list.Add(); return list;", true)]
    [InlineData("var list = new Items(1); list.Add(); return list;", true)]
    [InlineData("_items.Add(); return _items;", false)]
    public async Task What_is_created_with_an_unknown_argument_is_new(string body, bool isSilent)
    {
        var source = $$"""
            using Some.Library;
            public class Items(int count)
            {
                internal readonly object Gate = new();
                public int Count => count;
                public void Add() { lock (Gate) { } }
            }
            public class C
            {
                private readonly object _life = new();
                private readonly Items _items = new(1);
                private Items Create(Item item) { {{body}} }
                public void Fill(Item item) { lock (_life) { [|Create(item)|]; } }
                public void Empty(Items items) { lock (items.Gate) { lock (_life) { } } }
            }
            """;
        if (isSilent) await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)) with { AllowErrors = true });
        else await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
    }

    [Fact]
    public async Task What_goes_on_after_a_task_of_the_library_is_waited_for()
    {
        const string Source = """
            using Some.Library;
            public class C
            {
                private readonly object _gate = new();
                private readonly Client _client = new();
                private Task _sent = Task.CompletedTask;
                public void Send() { _sent = _client.SendAsync(1).ContinueWith(_ => Sent()); }
                public void Stop() { lock (_gate) { [|_sent.Wait()|]; } }
                private void Sent() { lock (_gate) { } }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0004", Source) with { AllowErrors = true });
        await Verify.Silent<LockAnalyzer>(Only("MSES0004", Unmarked(Source).Replace("ContinueWith", "Forget", StringComparison.Ordinal)) with { AllowErrors = true });
    }

    /// <summary>Who handles what code that is not at hand tells runs whenever that code likes.</summary>
    [Theory]
    [InlineData("_thing.Subscribe(On)", true)]
    [InlineData("_thing.Subscribe(this.On)", true)]
    [InlineData("_thing.Changed += On", true)]
    [InlineData("Thing.Changed += On", true)]
    [InlineData("_thing.Changed += new ThingHandler(On)", true)]
    [InlineData("_thing.Handler = On", true)]
    [InlineData("_thing = new Thing(On)", true)]
    [InlineData("_thing = new Thing { Handler = On }", true)]
    [InlineData("new C()._thing.Subscribe(On)", true)]
    [InlineData("_thing.On()", false)]
    [InlineData("_thing.Subscribe(nameof(On))", false)]
    [InlineData("_thing.Subscribe(_thing.On)", false)]
    [InlineData("_thing.Subscribe(_other)", false)]
    public async Task A_method_that_is_handed_to_missing_code(string statement, bool isReported)
    {
        var source = $$"""
            using Some.Library;
            public class C
            {
                private readonly object _a = new(), _b = new(), _other = new();
                private Thing _thing;
                public void Go() { {{statement}}; lock (_a) { lock ([|_b|]) { } } }
                private void On() { lock (_b) { lock (_a) { } } }
            }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)) with { AllowErrors = true });
    }

    /// <summary>Who implements an interface, or derives from a class, that is not at hand is known by its name: only one type can be meant.</summary>
    [Theory]
    [InlineData("public class Part : IPart { public void Run(int at) => C.TakeB(); }", true)]
    [InlineData("public class Part : Whole, IPart { public void Run(int at) => C.TakeB(); } public class Whole { }", true)]
    [InlineData("public class Part : Whole { } public abstract class Whole : IPart { public virtual void Run(int at) => C.TakeB(); }", true)]
    [InlineData("public class Part : IPart { public override void Run(int at) => C.TakeB(); }", true)]
    [InlineData("public class Part : Some.Library.IPart { public void Run(int at) => C.TakeB(); }", true)]
    [InlineData("public class Part : Whole { public override void Run(int at) => C.TakeB(); } public abstract class Whole : Outer { } public abstract class Outer : IPart { public abstract void Run(int at); }", true)]
    [InlineData("public partial class Part : IOther { } public partial class Part : IPart { public void Run(int at) => C.TakeB(); }", true)]
    [InlineData("public class Part { public void Run(int at) => C.TakeB(); }", false)]
    [InlineData("public class Part : IOther { public void Run(int at) => C.TakeB(); }", false)]
    [InlineData("public class Part : IPart<int> { public void Run(int at) => C.TakeB(); }", false)]
    [InlineData("public class Part : IPart { public void Run() => C.TakeB(); }", false)]
    [InlineData("public class Part : IPart { private void Run(int at) => C.TakeB(); }", false)]
    [InlineData("public class Part : IPart { public void Run(int at) => C.TakeB(); } public class Other : IPart { public void Run(int at) { } }", false)]
    public async Task A_member_of_a_missing_interface(string types, bool isReported)
    {
        var source = $$"""
            using Some.Library;
            public class C
            {
                private static readonly object A = new(), B = new();
                private IPart _part;
                public void One() { lock (A) { {{(isReported ? "[|_part.Run(1)|]" : "_part.Run(1)")}}; } }
                public void Two() { lock (B) { lock (A) { } } }
                public static void TakeB() { lock (B) { } }
            }
            {{types}}
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
    }

    /// <summary>A call whose arguments do not bind is one of the member or local function that it names, be its receiver an object, a type or missing.</summary>
    [Theory]
    [InlineData("[|Local(new Thing())|]; void Local(int at) => Helper.TakeB(1);", true)]
    [InlineData("[|Helper.TakeB(new Thing())|];", true)]
    [InlineData("[|Program.Nested.Helper.TakeB(new Thing())|];", true)]
    [InlineData("[|new Helper().Take(new Thing())|];", true)]
    [InlineData("Thing.TakeB(1);", false)]
    [InlineData("Helper.TakeAll(new Thing());", false)]
    [InlineData("Local(new Thing());", false)]
    public async Task A_call_that_does_not_bind(string statement, bool isReported)
    {
        var source = $$"""
            using Some.Library;
            public class C
            {
                public static readonly object A = new(), B = new();
                public void One() { lock (A) { {{statement}} } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            public class Helper { public static void TakeB(int at) { lock (C.B) { } } public void Take(int at) { lock (C.B) { } } }
            public class Program { public class Nested { public class Helper { public static void TakeB(int at) { lock (C.B) { } } } } }
            """;
        if (isReported) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
    }

    /// <summary>What the source itself calls with everything held stays under what its callers hold.</summary>
    [Fact]
    public Task A_method_that_is_handed_to_a_method_of_the_source_does_not_run_at_any_time() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0001", """
            using Some.Library;
            public class C
            {
                private readonly object _gate = new(), _a = new(), _b = new();
                public void Go(Thing thing) { lock (_gate) { Run(thing, On); lock (_a) { lock (_b) { } } } }
                private void Run(Thing thing, ThingHandler run) => run(thing);
                private void On(Thing thing) { lock (_b) { lock (_a) { } } }
            }
            """) with { AllowErrors = true });

    private static string Program(string call, string method) => $$"""
        using Some.Library;
        public class C
        {
            private static readonly object A = new(), B = new();
            private Kind _kind;
            public void One() { lock (A) { {{call}}; } }
            public void Two() { lock (B) { lock (A) { } } }
            private int TakeB() { lock (B) { return 1; } }
            private {{method}}
        }
        """;

    /// <summary>A named object of a missing class tells kinds apart by its name.</summary>
    [Theory]
    [InlineData("Codes.Nothing", false)]
    [InlineData("Codes.TooMany", true)]
    public Task A_kind_that_a_missing_class_names(string made, bool isFound)
    {
        var source = $$"""
            public readonly record struct Code(int Number);
            public class Result
            {
                public Result(Result outer, Result? inner = null) : this(null, outer.Code) { }
                public Result(Code code) : this(null, code) { }
                public Result(System.Exception cause) : this(cause.Message, new Code(1)) { }
                private Result(string? text, Code code) { Code = code; }
                public Code Code { get; private set; }
            }
            public class Layer
            {
                private readonly object _a = new(), _b = new();
                public void Send() { Down(new Result({{made}}), 1); }
                private void Down(Result result, int number) { lock (_a) { if (result != null && result.Code == Codes.TooMany && number > 0) [|Halt()|]; } }
                private void Halt() { lock (_b) { } }
                public void Two() { lock (_b) { lock (_a) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true }) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)) with { AllowErrors = true });
    }

    /// <summary>Which overload a missing type is meant for does not show, other than by the arguments that are at hand.</summary>
    [Theory]
    [InlineData("missing.X", "missing.Y", true)]
    [InlineData("\"a\"", "missing.Y", false)]
    [InlineData("1f", "missing.Y", true)]
    public async Task An_overload_for_a_missing_type(string one, string other, bool isFound)
    {
        var source = $$"""
            public class Plan(ILand land)
            {
                private readonly object _own = new();
                private readonly ILand _land = land;
                public void M(Vector missing) { lock (_own) [|_land.Find({{one}}, {{other}})|]; }
                public void Look() { lock (_own) { } }
            }
            public interface ILand { object Find(int id); object Find(string x, int y); object Find(float x, float y); }
            public class Land : ILand
            {
                private readonly object _list = new(), _ids = new();
                public Plan? Plan { get; set; }
                public object Find(int id) => this;
                public object Find(string x, int y) { lock (_ids) return this; }
                public object Find(float x, float y) { lock (_list) return this; }
                public void Count() { lock (_list) Plan!.Look(); }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source) with { AllowErrors = true });
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)) with { AllowErrors = true });
    }

    /// <summary>An event is raised under a lock also where what it is given is of a missing type, and where its handlers are copied first.</summary>
    [Theory]
    [InlineData("[|Received(data)|];")]
    [InlineData("var received = Received; if (received != null) [|received(data)|];")]
    public Task An_event_for_a_missing_type(string raise) => Verify.Analyzer<LockAnalyzer>(Only("MSES0007", $$"""
        public delegate void Listener(Lib.IMessage message);
        public class Data : Lib.IMessage { }
        public class Consumer
        {
            private readonly object _gate = new();
            public event Listener Received = null!;
            public void Dispatch(Data data) { lock (_gate) { {{raise}} } }
        }
        """) with { AllowErrors = true });

    /// <summary>Whether <c>Realm.Compact()</c> is a static method of a missing type, or one on what the property of that name holds, does not show.</summary>
    [Theory]
    [InlineData("Realm.Compact()", false)]
    [InlineData("this.Realm.Compact()", true)]
    public Task A_property_that_is_named_as_its_missing_type(string call, bool isFound)
    {
        var source = $$"""
            using Lib;
            public class Store
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private Realm? _realm;
                public Realm Realm { get { _gate.Wait(); try { return _realm!; } finally { _gate.Release(); } } }
                public void Block() { _gate.Wait(); try { [|this.Realm|].Compact(); } finally { _gate.Release(); } }
            }
            """.Replace("[|this.Realm|].Compact()", isFound ? "[|this.Realm|].Compact()" : call, StringComparison.Ordinal);
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source) with { AllowErrors = true }) : Verify.Silent<LockAnalyzer>(Only("MSES0005", source) with { AllowErrors = true });
    }

    /// <summary>Who gives a missing library's lock no limit of time waits for it.</summary>
    [Theory]
    [InlineData("_gate.AcquireAsync(Timeout.InfiniteTimeSpan)", true)]
    [InlineData("_gate.TryAcquireAsync(Timeout.InfiniteTimeSpan)", true)]
    [InlineData("_gate.AcquireAsync(TimeSpan.Zero)", false)]
    [InlineData("_gate.TryAcquireAsync(TimeSpan.Zero)", false)]
    [InlineData("_gate.TryAcquireAsync()", false)]
    public Task A_lock_that_is_asked_for_without_a_limit(string take, bool isFound)
    {
        var source = $$"""
            using Lib;
            public class Store
            {
                private readonly AsyncExclusiveLock _gate = new();
                public async Task OneAsync() { await {{take}}; try { await [|TwoAsync()|]; } finally { _gate.Release(); } }
                private async Task TwoAsync() { await {{take}}; _gate.Release(); }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0005", source) with { AllowErrors = true }) : Verify.Silent<LockAnalyzer>(Only("MSES0005", Unmarked(source)) with { AllowErrors = true });
    }
}
