using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>A constructor that nobody calls, beside one that is called, makes no object.</summary>
public class LeftOverConstructorTests
{
    [Theory]
    [InlineData("internal class Window", "new Window(1)", false)]
    [InlineData("internal class Window", "new Window(new Layer())", true)]
    [InlineData("public class Window", "new Window(1)", true)]
    public Task A_member_that_only_it_fills(string declaration, string creation, bool isFound)
    {
        var source = $$"""
            public class Layer
            {
                internal static readonly object Gate = new();
                public void Send() { lock (Gate) { } }
            }
            {{declaration}}
            {
                private readonly object _messages = new();
                private readonly Layer? _layer = null;
                public Window(int size) { _ = size; }
                public Window(Layer layer) { _layer = layer; }
                public void Add() { lock (_messages) { if (_layer != null) [|_layer.Send()|]; } }
                public void Reset() { lock (_messages) { } }
            }
            public class User
            {
                private readonly Window _window = {{creation}};
                public void Add() => _window.Add();
                public void Two() { lock (Layer.Gate) { _window.Reset(); } }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }

    /// <summary>A class of which no object is made does nothing.</summary>
    [Theory]
    [InlineData("internal Source(Buffers buffers) => _buffers = buffers;", "", false)]
    [InlineData("internal Source(Buffers buffers) => _buffers = buffers;", "public static object Make(Buffers buffers) => new Source(buffers);", true)]
    [InlineData("public Source(Buffers buffers) => _buffers = buffers;", "", true)]
    public Task A_class_that_nobody_makes(string constructor, string more, bool isFound)
    {
        var source = $$"""
            public class Buffers
            {
                private readonly object _all = new();
                private readonly object _one = new();
                internal void FreeTop() { lock (_all) { lock ([|_one|]) { } } }
                public void Free() { lock (_one) { lock (_all) { } } }
                {{more}}
            }
            internal sealed class Source
            {
                private readonly Buffers _buffers;
                {{constructor}}
                public override string ToString() { _buffers.FreeTop(); return ""; }
            }
            """;
        return isFound ? Verify.Analyzer<LockAnalyzer>(Only("MSES0001", source)) : Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(source)));
    }
}
