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

    /// <summary>What comes from a variable or method is one of what is created for it.</summary>
    [Theory]
    [InlineData("Down(_run);", "private readonly Message _run = new(Kind.Run);", false)]
    [InlineData("Down(_run);", "private readonly Message _run = new(Kind.Stop);", true)]
    [InlineData("Down(_run);", "private Message _run = new(Kind.Run); public void Set() => _run = new Message(Kind.Pause);", false)]
    [InlineData("Down(_run);", "private Message _run = new(Kind.Run); public void Set() => _run = new Message(Kind.Stop);", true)]
    [InlineData("Down(_run);", "private Message _run = new(Kind.Run); public void Set(Message run) => _run = run;", true)]
    [InlineData("Down(_run);", "private readonly Message _run = new(Kind.Run) { Type = Kind.Stop };", true)]
    [InlineData("Down(_run);", "private Message _run = new(Kind.Run); public void Set() { var made = new Message(Kind.Run); made.Type = Kind.Stop; _run = made; }", true)]
    [InlineData("Down(Make());", "private static Message Make() => new(Kind.Run);", false)]
    [InlineData("Down(Make());", "private static Message Make() => new(Kind.Stop);", true)]
    [InlineData("Down(Make(given));", "private static Message Make(Kind kind) => new(kind);", true)]
    [InlineData("Down(_run);", "private readonly Message _run = Make(Kind.Run); private static Message Make(Kind kind) => new(kind);", false)]
    [InlineData("Down(_run);", "private readonly Message _run = Make(Kind.Stop); private static Message Make(Kind kind) => new(kind);", true)]
    [InlineData("Down(_run);", "private readonly Message _run = Make(Kind.Run); private static Message Make(Kind kind) { var made = new Message(kind); made.Type = Kind.Stop; return made; }", true)]
    [InlineData("var sent = new Sent(Make(Kind.Run)); Down(sent.Message);", "private static Message Make(Kind kind) => new(kind); private readonly record struct Sent(Message Message);", false)]
    [InlineData("var sent = new Sent(Make(Kind.Stop)); Down(sent.Message);", "private static Message Make(Kind kind) => new(kind); private readonly record struct Sent(Message Message);", true)]
    public Task A_kind_of_what_is_kept(string sends, string more, bool isFound)
    {
        var source = Program(Shown, "if (message.Type == Kind.Stop) [|Halt()|];", sends, more);
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
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

    /// <summary>A constructor tells by whom it calls, and by what it writes itself.</summary>
    [Theory]
    [InlineData("private Message(Kind type, string? text) { Type = type; } public Message(Kind type) : this(type, null) { }", "", "new Message(Kind.Run)", false)]
    [InlineData("private Message(Kind type, string? text) { Type = type; } public Message(Kind type) : this(type, null) { }", "", "new Message(Kind.Stop)", true)]
    [InlineData("private Message(Kind type, string? text) { Type = type; } public Message(Kind type) : this(type, null) { }", "", "new Message(given)", true)]
    [InlineData("private Message(Kind type, string? text) { Type = type; } public Message(Kind type) : this(Kind.Stop, null) { }", "", "new Message(Kind.Run)", true)]
    [InlineData("public Message(Kind type) { Type = type; }", "public sealed class Special() : Message(Kind.Run);", "new Special()", false)]
    [InlineData("public Message(Kind type) { Type = type; }", "public sealed class Special() : Message(Kind.Stop);", "new Special()", true)]
    [InlineData("public Message(Kind type) { Type = type; }", "public sealed class Special : Message { public Special() : base(Kind.Stop) { Type = Kind.Run; } }", "new Special()", false)]
    [InlineData("public Message(Kind type) { Type = type; }", "public sealed class Special : Message { public Special() : base(Kind.Run) { Type = Kind.Stop; } }", "new Special()", true)]
    [InlineData("public Message(Kind type) { Type = type; }", "public sealed class Special : Message { public Special(bool stop) : base(Kind.Run) { if (stop) Type = Kind.Stop; } }", "new Special(true)", true)]
    [InlineData("public Message() { }", "public sealed class Special : Message { public Special(Kind type) => Type = type; }", "new Special(Kind.Run)", false)]
    [InlineData("public Message() { }", "public sealed class Special : Message { public Special(Kind type) => Type = type; }", "new Special(Kind.Stop)", true)]
    [InlineData("public Message() { Type = Kind.Run; }", "", "new Message()", false)]
    [InlineData("public Message() { Type = Kind.Stop; }", "", "new Message()", true)]
    public Task A_constructor_that_calls_another_one(string constructors, string more, string made, bool isFound)
    {
        var source = Program("public Kind Type { get; protected set; } " + constructors, "if (message.Type == Kind.Stop) [|Halt()|];", $"Down({made});") + more;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A few named objects tell kinds apart as an enum does.</summary>
    [Theory]
    [InlineData("public sealed class Kind { public static readonly Kind Run = new(), Stop = new(); }", "Kind.Run", false)]
    [InlineData("public sealed class Kind { public static readonly Kind Run = new(), Stop = new(); }", "Kind.Stop", true)]
    [InlineData("public sealed class Kind { public static readonly Kind Run = new(), Stop = new(); }", "given", true)]
    [InlineData("public sealed class Kind { public static Kind Run { get; } = new(); public static Kind Stop { get; } = new(); }", "Kind.Run", false)]
    [InlineData("public sealed class Kind { public static readonly Kind Stop = new(); public static readonly Kind Run = Stop; }", "Kind.Run", true)]
    [InlineData("public sealed class Kind { public static Kind Run => new(); public static readonly Kind Stop = new(); }", "Kind.Run", true)]
    [InlineData("public sealed class Kind { public static Kind Run = new(); public static readonly Kind Stop = new(); }", "Kind.Run", true)]
    [InlineData("public readonly record struct Kind(int Code) { public static readonly Kind Run = new(1), Stop = new(2); }", "Kind.Run", false)]
    [InlineData("public readonly record struct Kind(int Code) { public static readonly Kind Run = new(1), Stop = new(2); }", "Kind.Stop", true)]
    [InlineData("public readonly record struct Kind(int Code) { public static readonly Kind Stop = new(2); } public static class More { public static readonly Kind Run = new(2); }", "More.Run", true)]
    public async Task A_kind_that_is_a_named_object(string kinds, string kind, bool isFound)
    {
        foreach (var asked in (string[])["if (message.Type == Kind.Stop) [|Halt()|];", "if (message.Type != Kind.Stop) return; [|Halt()|];"]) await Found(asked, $"new Message({kind})", "Message message");
        await Found("if (message == Kind.Stop) [|Halt()|];", kind, "Kind message");

        Task Found(string asked, string sent, string parameter)
        {
            var source = Program(Auto, asked, $"Down({sent});").Replace("public enum Kind { Run, Stop, Pause }", kinds, StringComparison.Ordinal).Replace("Down(Message message)", $"Down({parameter})", StringComparison.Ordinal);
            return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
        }
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
