using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who hands on a message of one kind does not run what is done for other kinds.</summary>
public class MessageKindTests
{
    private const string Auto = "public Kind Type { get; set; } public Message(Kind type) { Type = type; } public Message() { }";
    private const string Shown = "private Kind _type; public Kind Type { get { return _type; } set { _type = value; } } public Message(Kind type) { this._type = type; } public Message() { } public void Reset() { _type = 0; }";

    [Theory]
    [InlineData(Auto, "if (message.Type == Kind.Stop) [|Halt()|];")]
    [InlineData(Shown, "if (message.Type == Kind.Stop) [|Halt()|];")]
    [InlineData(Shown, "if (Kind.Stop == message.Type) [|Halt()|];")]
    [InlineData(Shown, "var kind = message.Type; if (kind == Kind.Stop) [|Halt()|];")]
    [InlineData(Shown, "if (message.Type == Kind.Stop || message.Type == Kind.Pause) [|Halt()|];")]
    [InlineData(Shown, "if (message.Type != Kind.Stop && message.Type != Kind.Pause) return; [|Halt()|];")]
    [InlineData(Shown, "switch (message.Type) { case Kind.Stop: [|Halt()|]; break; }")]
    [InlineData(Shown, "switch (message.Type) { case Kind.Pause: case Kind.Stop: [|Halt()|]; break; }")]
    [InlineData(Shown, "switch (message.Type) { case Kind.Run: break; default: [|Halt()|]; break; }")]
    [InlineData(Auto, "if (message.Type is Kind.Stop) [|Halt()|];")]
    public async Task A_kind_that_is_asked_for(string members, string asked)
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(members, asked, "Down(new Message(Kind.Run));"))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(members, asked, "Down(new Message(Kind.Stop));")));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(members, asked, "Down(new Message(given));")));
    }

    [Theory]
    [InlineData("var message = new Message(Kind.Run); Down(message);", false)]
    [InlineData("var message = new Message { Type = Kind.Run }; Down(message);", false)]
    [InlineData("var message = new Message(); message.Type = Kind.Run; Down(message);", false)]
    [InlineData("Down(new Message(Kind.Stop) { Type = Kind.Run });", false)]
    [InlineData("var message = new Message(Kind.Run); message.Type = Kind.Stop; Down(message);", true)]
    [InlineData("var message = new Message(Kind.Run); if (given == 0) message.Type = Kind.Stop; else message.Type = Kind.Run; Down(message);", true)]
    [InlineData("var message = new Message(Kind.Run) { Type = given }; Down(message);", true)]
    public Task A_kind_that_a_message_is_made_with(string sends, bool isFound)
    {
        var source = Program(Shown, "if (message.Type == Kind.Stop) [|Halt()|];", sends);
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("public class Message { public readonly Kind Type; public Message(Kind type) => Type = type; }")]
    [InlineData("public class Message(Kind type) { public Kind Type { get; } = type; }")]
    [InlineData("public class Message(Kind type) { private readonly Kind _type = type; public Kind Type => _type; }")]
    [InlineData("public record Message(Kind Type);")]
    [InlineData("public readonly record struct Message(Kind Type);")]
    public async Task A_constructor_of_any_form(string message)
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Sent("Kind.Run"))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Sent("Kind.Stop")));

        string Sent(string kind) => Program("", "if (message.Type == Kind.Stop) [|Halt()|];", $"Down(new Message({kind}));").Replace("public class Message {  }", message, StringComparison.Ordinal);
    }

    /// <summary>What is asked on the way must fit together.</summary>
    [Theory]
    [InlineData("Kind.Run", false)]
    [InlineData("Kind.Stop", true)]
    public Task A_kind_that_is_asked_for_twice(string first, bool isFound)
    {
        var source = $$"""
            public enum Kind { Run, Stop }
            public class Message { {{Shown}} }
            public class Layer
            {
                private readonly object _a = new(), _b = new();
                public void Send(Message message) { lock (_a) { if (message.Type == {{first}}) [|Down(message)|]; } }
                private void Down(Message message) { if (message.Type == Kind.Stop) lock (_b) { } }
                public void Two() { lock (_b) { lock (_a) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A message that changes its kind on the way may be of any.</summary>
    [Fact]
    public Task A_kind_that_changes() => Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(
        Auto, "Change(message); if (message.Type == Kind.Stop) [|Halt()|];", "Down(new Message(Kind.Run));", "private static void Change(Message message) => message.Type = Kind.Stop;")));

    private static string Program(string members, string asked, string sends, string more = "") => $$"""
        public enum Kind { Run, Stop, Pause }
        public class Message { {{members}} }
        public class Layer
        {
            private readonly object _a = new(), _b = new();
            public void Send(Kind given) { {{sends}} }
            private void Down(Message message) { lock (_a) { {{asked}} } }
            private void Halt() { lock (_b) { } }
            public void Two() { lock (_b) { lock (_a) { } } }
            {{more}}
        }
        """;
}
