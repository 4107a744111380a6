using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What a constructor is given is older than the object, behind a framework's class as behind one of the source.</summary>
public class OlderObjectTests
{
    [Theory]
    [InlineData("public Connection(System.IO.Stream inner) { _inner = inner; }", "readonly", true)]
    [InlineData("public void Wrap(System.IO.Stream inner) { _inner = inner; }", "", false)]
    public async Task A_connection_over_a_channel_of_another_one(string given, string modifier, bool isSilent)
    {
        var start = isSilent ? "" : " = System.IO.Stream.Null";
        var program = $$"""
            public class Connection
            {
                private readonly object _streamLock = new(), _channels = new();
                private {{modifier}} System.IO.Stream _inner{{start}};
                {{given}}
                public System.IO.Stream Open() => new Channel(this);
                public void Close() { lock (_streamLock) { [|_inner.Dispose()|]; } }
                public void Write() { lock (_channels) { lock (_streamLock) { } } }
                private sealed class Channel(Connection connection) : System.IO.MemoryStream
                {
                    private readonly Connection _connection = connection;
                    protected override void Dispose(bool disposing) { lock (_connection._channels) { } }
                }
            }
            public static class Setup { public static Connection Nest(Connection outer) { {{(isSilent ? "return new Connection(outer.Open());" : "outer.Wrap(outer.Open()); return outer;")}} } }
            """;
        if (isSilent) await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(program)));
        else await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", program));
    }
}
