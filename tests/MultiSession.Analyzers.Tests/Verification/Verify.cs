using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MultiSession.Analyzers.Tests.Verification;

/// <summary>What a test says about a rule: reports exactly the marked places, stays silent, or is fixed like this.</summary>
internal static class Verify
{
    private static readonly FixAllScope[] FixAllScopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <summary>The findings are exactly the marks of the sources. Returns them, for assertions about message and severity.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyzer<TAnalyzer>(TestProject test)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var (project, expected) = test.Open();
        Assert.True(expected.Length > 0, "No mark in the sources: use Verify.Silent to say that nothing is reported.");
        return await ExpectAsync(project, expected, test.AllowErrors, new TAnalyzer());
    }

    /// <summary>Nothing is reported.</summary>
    public static async Task Silent<TAnalyzer>(TestProject test)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var (project, expected) = test.Open();
        Assert.Empty(expected);
        await ExpectAsync(project, expected, test.AllowErrors, new TAnalyzer());
    }

    /// <summary>
    /// The fix turns <paramref name="before"/> into <paramref name="after"/>: one finding after the other, and by FixAll in each scope.
    /// Marks in <paramref name="after"/> are findings that the fix rightly leaves.
    /// </summary>
    public static async Task CodeFix<TAnalyzer, TFix>(TestProject before, TestProject after)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var (project, marks) = before.Open();
        var analyzer = new TAnalyzer();
        var provider = new TFix();
        await ExpectAsync(project, marks, allowErrors: false, analyzer);
        await ExpectFixedAsync(await CodeFixRun.OneByOneAsync(project, analyzer, provider), after, analyzer);

        foreach (var scope in FixAllScopes)
        {
            if (scope == FixAllScope.Document && before.Sources.Length > 1) continue;
            await ExpectFixedAsync(await CodeFixRun.FixAllAsync(project, analyzer, provider, scope), after, analyzer);
        }
    }

    /// <summary>The finding is reported, and no fix is offered for it.</summary>
    public static Task NoCodeFix<TAnalyzer, TFix>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => CodeFix<TAnalyzer, TFix>(source, source);

    private static async Task ExpectFixedAsync(Project actual, TestProject after, DiagnosticAnalyzer analyzer)
    {
        var (wanted, remaining) = after.Open();
        foreach (var document in wanted.Documents)
        {
            var changed = actual.Documents.Single(candidate => candidate.FilePath == document.FilePath);
            Assert.Equal((await document.GetTextAsync()).ToString(), (await changed.GetTextAsync()).ToString());
        }

        await ExpectAsync(actual, remaining, allowErrors: false, analyzer);
    }

    private static async Task<ImmutableArray<Diagnostic>> ExpectAsync(
        Project project, ImmutableArray<Expected> expected, bool allowErrors, DiagnosticAnalyzer analyzer)
    {
        var findings = await AnalyzerRun.FindingsAsync(project, allowErrors, analyzer);
        var missing = expected.ToList();
        var surplus = new List<Diagnostic>();
        foreach (var finding in findings)
        {
            var match = missing.Find(mark =>
                mark.File == finding.Location.SourceTree?.FilePath && mark.Span == finding.Location.SourceSpan && (mark.Id ?? finding.Id) == finding.Id);
            if (match is null) surplus.Add(finding);
            else missing.Remove(match);
        }

        Assert.True(missing.Count == 0 && surplus.Count == 0,
            $"Expected but not reported:\n{string.Join("\n", missing.Select(mark => $"  {mark.File}{mark.Span} {mark.Id}: {Excerpt(project, mark)}"))}\n" +
            $"Reported but not expected:\n{string.Join("\n", surplus.Select(finding => $"  {finding}"))}");
        return findings;
    }

    private static string Excerpt(Project project, Expected mark) =>
        project.Documents.Single(document => document.FilePath == mark.File).GetTextAsync().GetAwaiter().GetResult().ToString(mark.Span);
}
