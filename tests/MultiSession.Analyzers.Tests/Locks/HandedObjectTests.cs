using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Objects that a method hands over as an interface of the framework, or that a lambda keeps.</summary>
public class HandedObjectTests
{
    [Theory]
    [InlineData("public IDisposable Listen() => new Registration(this);", "_registration = bus.Listen();")]
    [InlineData("public async Task<IDisposable> Listen() { await Task.Yield(); return new Registration(this); }", "_registration = bus.Listen().Result;")]
    [InlineData("public IDisposable Listen() { var registration = new Registration(this); return registration; }", "Held = bus.Listen();")]
    public async Task What_a_method_returns(string listen, string keep)
    {
        var source = Program(listen, keep, "_registration?.Dispose();");
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source).Replace(keep, "", StringComparison.Ordinal)));
    }

    [Fact]
    public Task Silent_where_it_is_disposed_after_the_lock() =>
        Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program("public IDisposable Listen() => new Registration(this);", "_registration = bus.Listen();", "} { _registration?.Dispose();"))));

    /// <summary>A new object that a handler keeps is known to whoever raises the event.</summary>
    [Fact]
    public async Task What_a_handler_keeps()
    {
        const string Source = """
            public class Bus
            {
                private readonly object _gate = new();
                public event Action? Changed;
                public void Raise() { lock (_gate) { Changed?[|.Invoke()|]; } }
                public void Look() { lock (_gate) { } }
            }
            public class Guard(Bus bus)
            {
                private readonly object _own = new();
                public void Run() { lock (_own) { } }
                public void Stop() { lock (_own) { bus.Look(); } }
            }
            public class User
            {
                public Guard Start(Bus bus) { var guard = new Guard(bus); bus.Changed += () => guard.Run(); return guard; }
            }
            """;
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Source));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Source).Replace("() => guard.Run()", "() => new Guard(bus).Run()", StringComparison.Ordinal)));
    }

    private static string Program(string listen, string keep, string stop) => $$"""
        public class Bus
        {
            private readonly object _gate = new();
            private readonly List<User> _users = new();
            {{listen}}
            public void Remove() { lock (_gate) { } }
            public void Raise() { lock (_gate) { foreach (var user in _users) [|user.Changed()|]; } }
        }
        public class Registration(Bus bus) : IDisposable { public void Dispose() => bus.Remove(); }
        public class User
        {
            private readonly object _own = new();
            private IDisposable? _registration;
            private IDisposable? Held { set { _registration = value; } }
            public void Start(Bus bus) { {{keep}} }
            public void Stop() { lock (_own) { {{stop}} } }
            public void Changed() { lock (_own) { } }
        }
        """;
}
