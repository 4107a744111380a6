using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>What a type is generic in, and what a type parameter is constrained to, tells what can run.</summary>
public class GenericReceiverTests
{
    [Theory]
    [InlineData("IPart", true)]
    [InlineData("class, IChannel", false)]
    [InlineData("class", true, "((IPart)item)")]
    public Task A_type_parameter_is_what_it_is_constrained_to(string constraint, bool isFound, string item = "item")
    {
        var source = $$"""
            public interface IPart { void Close(); }
            public interface IChannel : IPart { }
            public abstract class Part : IPart
            {
                protected internal readonly object Gate = new();
                public void Close() { lock (Gate) { } }
            }
            public class Channel : Part, IChannel { }
            public class Session : Part
            {
                public void Send(Pool<Channel> pool) { lock (Gate) { [|pool.Touch()|]; } }
            }
            public class Pool<T> where T : {{constraint}}
            {
                private readonly object _all = new();
                public void Touch() { lock (_all) { } }
                public void Close(T item) { lock (_all) { {{item}}.Close(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("Shelf<IExtension<int>>", true)]
    [InlineData("Shelf<string>", false)]
    [InlineData("Extensions<string>", true)]
    public Task A_collection_runs_what_is_overridden_for_what_it_holds(string type, bool isFound)
    {
        var source = $$"""
            public interface IExtension<T> { }
            public class Shelf<T>
            {
                public void Remove() => RemoveItem();
                protected virtual void RemoveItem() { }
            }
            public class Extensions<T> : Shelf<IExtension<T>>
            {
                protected override void RemoveItem() { lock (C.B) { } }
            }
            public class C
            {
                public static readonly object A = new(), B = new();
                public void One({{type}} shelf) { lock (A) { [|shelf.Remove()|]; } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("", "IHandler<string>", "IHandler<string>", true)]
    [InlineData("", "IHandler<string>", "IHandler<int>", false)]
    [InlineData("", "IHandler<T>", "IHandler<int>", true)]
    [InlineData("in ", "IHandler<object>", "IHandler<string>", true)]
    [InlineData("", "IHandler<object>", "IHandler<string>", false)]
    [InlineData("in ", "IHandler<Version>", "IHandler<string>", false)]
    public Task An_interface_is_implemented_for_some_types_only(string variance, string implemented, string asked, bool isFound)
    {
        var source = $$"""
            public interface IHandler<{{variance}}T> { void Handle(); }
            public class Loud{{(implemented.EndsWith("<T>", StringComparison.Ordinal) ? "<T>" : "")}} : {{implemented}} { public void Handle() { lock (C.B) { } } }
            public class Quiet : IHandler<int>, IHandler<string> { public void Handle() { } }
            public class C
            {
                public static readonly object A = new(), B = new();
                public void One({{asked}} handler) { lock (A) { [|handler.Handle()|]; } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    [Theory]
    [InlineData("IHandler<int>", false)]
    [InlineData("IHandler<string>", true)]
    public Task Of_two_implementations_the_one_that_is_asked_for_runs(string asked, bool isFound)
    {
        var source = $$"""
            public interface IHandler<T> { void Handle(); }
            public class Both : IHandler<int>, IHandler<string>
            {
                void IHandler<int>.Handle() { }
                void IHandler<string>.Handle() { lock (C.B) { } }
            }
            public class C
            {
                public static readonly object A = new(), B = new();
                public void One({{asked}} handler) { lock (A) { [|handler.Handle()|]; } }
                public void Two() { lock (B) { lock (A) { } } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}
