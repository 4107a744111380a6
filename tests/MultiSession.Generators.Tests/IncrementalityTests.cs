using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using MultiSession.Generators.Tests.Harness;

namespace MultiSession.Generators.Tests;

/// <summary>An edit elsewhere regenerates nothing; an edit of one session regenerates that session only.</summary>
public sealed class IncrementalityTests
{
    private static readonly string[] Steps = ["Sessions", "Collisions", "Outputs"];

    private static readonly string[] Files =
    [
        Session("Chat", "Topic"),
        Session("Room", "Seats"),
        "namespace N; public static class Elsewhere { public static int Value => 1; }",
    ];

    [Fact]
    public void Added_trivia_and_unrelated_code_does_not_modify_any_step()
    {
        var first = GeneratorRun.Of(Files).AssertClean();

        var second = first.Edit(2, "namespace N; public static class Elsewhere { public static string Text => \"other\"; }");
        var third = second.Edit(0, "// A remark.\n\n" + Files[0].Replace("{ get", "{\n get", StringComparison.Ordinal));

        Assert.All(new[] { second, third }, run => Assert.All(Steps, step => Assert.All(Reasons(run, step), reason => Assert.True(IsReused(reason), $"{step}: {reason}"))));
        Assert.All(OutputReasons(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(OutputReasons(third), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Edited_session_regenerates_that_session_only()
    {
        var first = GeneratorRun.Of(Files).AssertClean();

        var second = first.Edit(1, Session("Room", "Chairs")).AssertClean();

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged],
            Reasons(second, "Sessions").Select(reason => reason is IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : reason).Order());
        Assert.All(Reasons(second, "Collisions"), reason => Assert.True(IsReused(reason)));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], OutputReasons(second).Distinct().OrderByDescending(reason => reason));
        var texts = first.Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);
        Assert.All(second.Result.GeneratedSources.Where(source => source.HintName.StartsWith("N.Chat", StringComparison.Ordinal)), source => Assert.Same(texts[source.HintName], source.SourceText));
    }

    [Fact]
    public void Added_session_leaves_the_others_alone()
    {
        var first = GeneratorRun.Of(Files).AssertClean();

        var second = first.Edit(2, Session("Game", "Players")).AssertClean();

        Assert.Equal(2, Reasons(second, "Outputs").Count(IsReused));
        Assert.Equal(1, Reasons(second, "Outputs").Count(reason => reason is IncrementalStepRunReason.New));
    }

    [Fact]
    public void Equal_sources_give_equal_models_with_equal_hashes()
    {
        var models = Enumerable.Range(0, 2).Select(_ => GeneratorRun.Of(Files).Result.TrackedSteps["Sessions"].SelectMany(step => step.Outputs).Select(output => output.Value).ToList()).ToList();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0].Select(model => model.GetHashCode()), models[1].Select(model => model.GetHashCode()));
        Assert.NotEqual(models[0][0], models[0][1]);
    }

    [Fact]
    public void No_step_keeps_a_symbol_a_syntax_node_a_location_or_a_compilation()
    {
        var run = GeneratorRun.Of(Files).AssertClean();

        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in Steps)
        {
            foreach (var (value, _) in run.Result.TrackedSteps[step].SelectMany(tracked => tracked.Outputs)) AssertPure(value, visited);
        }

        Assert.True(visited.Count > 50, $"Only {visited.Count} objects were visited.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Tests are not trimmed.")]
    private static void AssertPure(object? value, HashSet<object> visited)
    {
        if (value is null || !visited.Add(value)) return;
        Assert.False(value is ISymbol or SyntaxNode or SyntaxToken or SyntaxTree or Location or Compilation or SemanticModel or SyntaxReference or AttributeData, $"A step keeps a {value.GetType()}.");
        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string) return;
        if (value is IEnumerable items)
        {
            foreach (var item in items) AssertPure(item, visited);
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) AssertPure(field.GetValue(value), visited);
        }
    }

    private static bool IsReused(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static List<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Reason)];

    private static List<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        [.. run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(output => output.Reason)];

    private static string Session(string name, string setting) => $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Threading.Tasks;
        using MultiSession;
        namespace N;
        [Session(Name = "{{name}}")]
        public sealed partial class {{name}}(System.TimeProvider clock)
        {
            /// <summary>A setting.</summary>
            [SessionSetting, Range(1, 5)] public int {{setting}} { get; init; } = 3;
            [SessionSetting] public System.TimeSpan Patience { get; init; } = System.TimeSpan.FromSeconds(1);
            [SessionState] public int Count { get; set; }
            [SessionOperation] public Task<System.DateTimeOffset> AskAsync([StringLength(5)] string text) => Task.FromResult(clock.GetUtcNow());
            [SessionError("{What}")] public sealed partial record Bad(string What);
        }
        """;
}
