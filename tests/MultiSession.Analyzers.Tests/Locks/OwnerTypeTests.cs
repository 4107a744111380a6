using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A lock of a base class belongs to objects of many types: what is known of the owner's type tells one from the other.</summary>
public class OwnerTypeTests
{
    /// <summary>The lock is the base class's, yet no session is a transport.</summary>
    [Theory]
    [InlineData("[|_transport.Close()|]", "Session _transport")]
    [InlineData("lock ([|_transport.Gate|]) { }", "Session _transport")]
    [InlineData("[|_transport.Close()|]", "Part _transport")]
    [InlineData("_transport.Close()", "Transport _transport")]
    [InlineData("lock (_transport.Gate) { }", "Transport _transport")]
    [InlineData("lock (_transport.Shown) { }", "Transport _transport")]
    public Task An_object_is_of_the_type_of_the_variable_that_it_is_taken_from(string statement, string field)
    {
        var source = $$"""
            public abstract class Part
            {
                protected internal readonly object Gate = new();
                public object Shown => Gate;
                public void Close() { lock (Gate) { } }
            }
            public class Session : Part { public void Send(Writer writer) { lock (Gate) { writer.Write(); } } }
            public class Transport : Part { }
            public class Writer
            {
                private readonly object _queue = new();
                private readonly {{field}};
                public Writer({{field.Replace("_", "", StringComparison.Ordinal)}}) => _transport = transport;
                public void Write() { lock (_queue) { } }
                public void Flush() { lock (_queue) { _ = 0; {{statement}}; } }
            }
            """;
        return statement.Contains("[|", StringComparison.Ordinal) ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Marked(source))) : Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }

    /// <summary>Who runs what it is handed under its own lock is of the type that its giver calls it on.</summary>
    [Theory]
    [InlineData("Users", true)]
    [InlineData("Orders", false)]
    public async Task What_is_handed_to_a_generic_class_runs_in_the_one_that_it_is_handed_to(string handedTo, bool isFound)
    {
        var source = $$"""
            public class Cache<T>
            {
                private readonly object _gate = new();
                private T? _item;
                public void Each(Action<T?> run) { lock (_gate) [|run(_item)|]; }
                public void Clear() { lock (_gate) _item = default; }
            }
            public class Shop
            {
                private readonly object _life = new();
                private readonly Cache<string> Users = new();
                private readonly Cache<Uri> Orders = new();
                public void Close() { lock (_life) Users.Clear(); }
                public void Count() => {{handedTo}}.Each(_ => { lock (_life) { } });
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>The lock is the base class's: what is known of an object behind an interface, or of what a field is given, tells which it is not.</summary>
    [Theory]
    [InlineData("IChannel", "new Channel()", false)]
    [InlineData("IPart", "new Channel()", false)]
    [InlineData("IPart", "new Session()", true)]
    [InlineData("Part", "new Channel()", false)]
    [InlineData("Part", "new Session()", true)]
    [InlineData("IChannel", "channel", false)]
    [InlineData("IPart", "part", true)]
    public Task An_object_is_of_a_type_that_can_be_where_it_is(string type, string given, bool isFound)
    {
        var source = $$"""
            public interface IPart { void Close(); }
            public interface IChannel : IPart { }
            public abstract class Part : IPart
            {
                protected internal readonly object Gate = new();
                public void Close() { lock (Gate) { OnClosed(); } }
                protected virtual void OnClosed() { }
            }
            public class Channel : Part, IChannel { }
            public class Session : Part
            {
                public void Send(Timer timer) { lock (Gate) { timer.Restart(); } }
            }
            public class Timer
            {
                private readonly object _ticks = new();
                private readonly {{type}} _stopped;
                public Timer(IPart part, IChannel channel) => _stopped = {{given}};
                public void Restart() { lock (_ticks) { } }
                public void Tick() { lock (_ticks) { [|_stopped.Close()|]; } }
            }
            """;
        return isFound
            ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace("timer.Restart()", "[|timer.Restart()|]", StringComparison.Ordinal)))
            : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("IChannel", false)]
    [InlineData("IPart", true)]
    public Task An_override_that_no_object_behind_an_interface_has_does_not_run(string type, bool isFound)
    {
        var source = $$"""
            public interface IPart { void Close(); }
            public interface IChannel : IPart { }
            public abstract class Part : IPart
            {
                public void Close() => OnClosed();
                protected virtual void OnClosed() { }
            }
            public class Channel : Part, IChannel { }
            public class Session : Part
            {
                private readonly object _gate = new();
                protected override void OnClosed() { lock (_gate) { } }
                public void Send(Timer timer) { lock (_gate) { [|timer.Restart()|]; } }
            }
            public class Timer({{type}} stopped)
            {
                private readonly object _ticks = new();
                public void Restart() { lock (_ticks) { } }
                public void Tick() { lock (_ticks) { stopped.Close(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>One class keeps all lists, and each list has its lock: which list it is, the argument or the collection in the loop tells.</summary>
    [Theory]
    [InlineData("Names", "Tools.Count(names)", false)]
    [InlineData("List", "Tools.Count(names)", true)]
    [InlineData("Channels", "Tools.Count(names)", true)]
    [InlineData("Names", "foreach (var name in names) { }", false)]
    [InlineData("Channels", "foreach (var name in names) { }", true)]
    public Task An_argument_tells_the_type_of_what_it_is(string type, string statement, bool isFound)
    {
        var source = $$"""
            public abstract class List
            {
                public readonly object Sync = new();
                public IEnumerator<int> GetEnumerator() { lock (Sync) { return new List<int>().GetEnumerator(); } }
            }
            public class Names : List { }
            public class Channels : List
            {
                public void Close(Host host) { lock (Sync) { [|host.Remove()|]; } }
            }
            public static class Tools
            {
                public static int Count(List list) { lock (list.Sync) { return 1; } }
            }
            public class Host
            {
                private readonly object _gate = new();
                public void Remove() { lock (_gate) { } }
                public void Open({{type}} names) { lock (_gate) { {{statement}}; } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A part that is created for a member, with the lock of its whole, has that whole's lock, and no other's.</summary>
    [Theory]
    [InlineData("private Errors? _errors;", "_errors ??= new Errors(Gate); _errors.Add();", "Channel", false)]
    [InlineData("private Errors? _errors;", "_errors = new Errors(Gate); _errors.Add();", "Channel", false)]
    [InlineData("private Errors? _errors;", "_errors = new Errors(Gate); _errors.Add();", "Session", true)]
    [InlineData("internal Errors? _errors; public void Take(Errors errors) => _errors = errors; public void Make() => _errors = new Errors(Gate);", "_errors?.Add();", "Channel", true)]
    public Task A_part_has_the_lock_of_the_object_that_made_it(string member, string fail, string type, bool isFound)
    {
        var source = $$"""
            public class Errors
            {
                private readonly object _sync;
                public Errors(object sync) => _sync = sync;
                public void Add() { lock (_sync) { } }
            }
            public abstract class Part
            {
                protected object Gate { get; } = new();
                {{member}}
                public void Fail() { {{fail}} }
            }
            public class Channel : Part { }
            public class Session : Part
            {
                public void Send(Waiter waiter) { lock (Gate) { [|waiter.Reset()|]; } }
            }
            public class Waiter
            {
                private readonly object _signal = new();
                public void Reset() { lock (_signal) { } }
                public void Wait({{type}} part) { lock (_signal) { part.Fail(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>Where the story starts: at the first of the two acquisitions in the file.</summary>
    private static string Marked(string source) => Unmarked(source).Replace("writer.Write()", "[|writer.Write()|]", StringComparison.Ordinal);
}
