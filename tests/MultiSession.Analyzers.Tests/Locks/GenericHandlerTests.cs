using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Beyond eight delegates a variable is no guess any more; what a generic class keeps for other types is not among them.</summary>
public class GenericHandlerTests
{
    [Theory]
    [InlineData("Written", "Action<Written>", 12, true)]
    [InlineData("Read", "Action<Read>", 3, true)]
    [InlineData("Read", "Action<Read>", 12, false)]
    public async Task Handlers_of_others(string reply, string handler, int count, bool isFound)
    {
        var others = string.Concat(Enumerable.Range(0, count).Select(index => $"    public void Ask{index}() => _replies.Ask(On{index});\n    private void On{index}({reply} reply) => _count += {index};\n"));
        var source = $$"""
            public class Read { }
            public class Written { }
            public sealed class Replies<T>
            {
                private readonly Dictionary<int, Action<T>> _handlers = new();
                public void Ask(Action<T> handler) { lock (_handlers) { _handlers.Add(_handlers.Count, handler); } }
                public void Answer(int id, T reply)
                {
                    lock (_handlers)
                    {
                        if (_handlers.Remove(id, out var handler)) handler(reply);
                    }
                }
            }
            public class Reader(Replies<Read> replies)
            {
                private readonly object _gate = new();
                public void Ask() { lock (_gate) { replies.Ask(OnRead); } }
                private void OnRead(Read reply) { lock (_gate) { } }
            }
            public class Others(Replies<{{reply}}> replies)
            {
                private readonly Replies<{{reply}}> _replies = replies;
                private int _count;
                public {{handler}}? Last { get; set; }
            {{others}}}
            """;
        var findings = await FindingsAsync(Only("MSES0001", source));
        Assert.Equal(isFound ? 1 : 0, findings.Length);
    }
}
