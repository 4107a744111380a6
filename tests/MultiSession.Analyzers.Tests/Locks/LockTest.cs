using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Sources for the tests of the lock rules.</summary>
internal static class LockTest
{
    private static readonly string[] Rules = ["MSES0001", "MSES0002", "MSES0004", "MSES0005", "MSES0007", "MSES0008"];

    /// <summary>A project in which one rule only is on.</summary>
    public static TestProject Only(string rule, params string[] sources) =>
        new(sources) { EditorConfig = "[*.cs]\n" + string.Join("\n", Rules.Where(other => other != rule).Select(other => $"dotnet_diagnostic.{other}.severity = none")) };

    /// <summary>The framework and a compiled library, of which no source is at hand.</summary>
    public static ImmutableArray<MetadataReference> Library(string source)
    {
        var references = new TestProject().References;
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return references.Add(MetadataReference.CreateFromImage(image.ToArray()));
    }

    /// <summary>What the lock rules find in a project.</summary>
    public static Task<ImmutableArray<Diagnostic>> FindingsAsync(TestProject test) =>
        AnalyzerRun.FindingsAsync(test.Open().Project, allowErrors: false, new LockAnalyzer());

    /// <summary>Takes the marks out, for code that stands twice in one source.</summary>
    public static string Unmarked(string code) => code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
}
