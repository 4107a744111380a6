using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>The framework tells listeners of new event sources under one lock of its own, and takes it to switch a source on or off.</summary>
public class EventListenerTests
{
    [Theory]
    [InlineData("lock (_gate) { [|EnableEvents(source, EventLevel.Error)|]; }", "lock (_gate) _count++;", true)]
    [InlineData("lock (_gate) { [|DisableEvents(source)|]; }", "Note();", true)]
    [InlineData("lock (_gate) { _count++; } EnableEvents(source, EventLevel.Error);", "lock (_gate) _count++;", false)]
    [InlineData("lock (_gate) { EnableEvents(source, EventLevel.Error); }", "_count++;", false)]
    public async Task A_lock_that_is_taken_on_both_sides(string start, string created, bool isFound)
    {
        var source = $$"""
            using System.Diagnostics.Tracing;
            public class Listener : EventListener
            {
                private readonly object _gate = new();
                private int _count;
                public void Start(EventSource source) { {{start}} }
                private void Note() { lock (_gate) _count++; }
                protected override void OnEventSourceCreated(EventSource eventSource) { {{created}} }
                protected override void OnEventWritten(EventWrittenEventArgs eventData) { lock (_gate) _count++; }
            }
            """;
        if (isFound) await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source));
        else await Verify.Silent<LockAnalyzer>(Only("MSES0001", source));
    }
}
