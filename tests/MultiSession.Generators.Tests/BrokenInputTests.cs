using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Generators.Tests.Harness;

namespace MultiSession.Generators.Tests;

/// <summary>On broken input the generator stays silent: it never throws, reports nothing and breaks nothing that compiled.</summary>
public sealed class BrokenInputTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using MultiSession;\n";

    [Theory]
    [InlineData("namespace N; [Session] public class NotPartial { [SessionOperation] public Task A() => Task.CompletedTask; }")]
    [InlineData("namespace N; public class Outer { [Session] public partial class InNotPartial; }")]
    [InlineData("namespace N; [Session] public abstract partial class Abstract;")]
    [InlineData("namespace N; [Session] public static partial class Static;")]
    [InlineData("namespace N; [Session] public partial class Generic<T>;")]
    [InlineData("namespace N; public partial class Outer<T> { [Session] public partial class InGeneric; }")]
    [InlineData("namespace N; public partial class Outer { [Session] private partial class Hidden; }")]
    [InlineData("namespace N; public partial class Outer { [Session] protected internal partial class Half; }")]
    [InlineData("namespace N; [Session] file partial class InFile;")]
    [InlineData("namespace N; [Session] public partial class Taken; public class TakenConfig;")]
    [InlineData("namespace N; [Session] public partial class Taken; public delegate void TakenHandle();")]
    [InlineData("namespace N; [Session] public partial class Taken { public int TakenDefinition; }")]
    [InlineData("namespace N; [Session] public partial class NeedsMore { public required string NotASetting { get; init; } }")]
    [InlineData("namespace N; [Session] public partial class ByReference { public ByReference(ref int x) { } }")]
    [InlineData("namespace N; [Session] public partial class PrivateService { private class S; private PrivateService(S s) { } }")]
    public void Emits_nothing_for_a_class_that_cannot_be_extended(string source)
    {
        var run = GeneratorRun.Of(Usings + source).AssertClean();

        Assert.Empty(run.Result.GeneratedSources);
    }

    [Theory]
    [InlineData("[SessionOperation] public void A() { }")]
    [InlineData("[SessionOperation] public int A() => 1;")]
    [InlineData("[SessionOperation] public Task A(ref int x) => Task.CompletedTask;")]
    [InlineData("[SessionOperation] public Task A(out int x) { x = 1; return Task.CompletedTask; }")]
    [InlineData("[SessionOperation] public Task A(Span<int> x) => Task.CompletedTask;")]
    [InlineData("[SessionOperation] public Task A(params ReadOnlySpan<int> x) => Task.CompletedTask;")]
    [InlineData("[SessionOperation] public Task A<T>(T x) where T : allows ref struct => Task.CompletedTask;")]
    [InlineData("[SessionOperation] private Task A() => Task.CompletedTask;")]
    [InlineData("[SessionOperation] protected Task A() => Task.CompletedTask;")]
    [InlineData("[SessionOperation] public static Task A() => Task.CompletedTask;")]
    [InlineData("private enum E; [SessionOperation] internal Task B() => Task.CompletedTask; [SessionOperation] private Task A(E e) => Task.CompletedTask;")]
    [InlineData("[SessionSetting] public int A => 1;")]
    [InlineData("[SessionSetting] public int A { get; }")]
    [InlineData("[SessionSetting] public static int A { get; set; }")]
    [InlineData("[SessionSetting] public int Name { get; init; }")]
    [InlineData("[SessionSetting] public Guid Id { get; init; }")]
    [InlineData("private enum E; [SessionSetting] private E A { get; init; }")]
    [InlineData("private readonly int[] _a = [1]; [SessionSetting] public ref int A => ref _a[0]; [SessionSetting] public int this[int x] { get => x; set { } }")]
    [InlineData("[SessionState] public int A { get; }")]
    [InlineData("[SessionState] public int A { get; init; }")]
    [InlineData("[SessionError(null!)] public sealed partial record A;")]
    [InlineData("[SessionError(\"{\")] public sealed partial record A(int B);")]
    [InlineData("[SessionError(\"{B:{}}\")] public sealed partial record A(int B);")]
    public void Leaves_out_a_member_that_cannot_be_used(string member)
    {
        var run = GeneratorRun.Of($"{Usings}namespace N; [Session] public partial class Room {{ {member} }}").AssertClean();

        Assert.NotEmpty(run.Result.GeneratedSources);
    }

    [Theory]
    [InlineData("[Session]")]
    [InlineData("[Session] partial class")]
    [InlineData("[Session] partial class {")]
    [InlineData("[Session] public partial struct S;")]
    [InlineData("[Session] public partial interface I;")]
    [InlineData("[Session(Name = , MaxSessions = \"x\", IdleTimeout = 5, JsonContext = typeof(Nowhere))] public partial class A;")]
    [InlineData("[Session(MaxSessions = -1, IdleTimeout = \"soon\", JsonContext = typeof(string), Name = \"\")] public partial class A;")]
    [InlineData("[Session, Session] public partial class A; [Session] public partial class A;")]
    [InlineData("[Session] public partial class A; [Session] public partial record A; [Session] public class A;")]
    [InlineData("[Session] public partial class A(Nowhere x) : AlsoNowhere, { [SessionSetting] public Nowhere B { get; init; } = new Nowhere(; }")]
    [InlineData("[Session] public partial class A { [SessionOperation] public Task<Nowhere> B(List<Nowhere> x = 5, int) => ; [SessionOperation] public Task (int x); }")]
    [InlineData("[Session] public partial class A { [SessionError] public partial record B(; [SessionError(5)] public partial record C; }")]
    [InlineData("[Session] public partial record A(int X) : A(X); public partial record A(int Y);")]
    [InlineData("[Session] public partial class A { [SessionSetting] public int X { get; init; } = A.Y.Z; [SessionSetting] public string X { get; init; } = $\"{; }")]
    [InlineData("[Session] public partial class A : A { [SessionSetting] public required string X { get; init; } }")]
    [InlineData("[Session] public partial class A { [SessionSetting, System.ComponentModel.DataAnnotations.Range(5)] public int X { get; init; } [SessionSetting, System.ComponentModel.DataAnnotations.StringLength(\"x\")] public string? Y { get; init; } [SessionSetting, System.ComponentModel.DataAnnotations.AllowedValues(null)] public string? Z { get; init; } }")]
    public void Never_throws_on_unfinished_code(string source)
    {
        var run = GeneratorRun.Of(Usings + source);

        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.Diagnostics);
    }

    [Fact]
    public void Emits_nothing_without_the_engine()
    {
        var run = GeneratorRun.On(CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText("[MultiSession.Session] public partial class Room;", new CSharpParseOptions(LanguageVersion.CSharp13))]));

        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Result.GeneratedSources);
    }
}
