using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MultiSession.Analyzers.Locks;
using MultiSession.Tool.Analysis;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Tests;

/// <summary>Reports with one finding of a lock rule, made by hand, so that they are the same whatever the analysis finds.</summary>
internal static class Reports
{
    public const string Root = "/code";

    private static readonly DiagnosticDescriptor Rule =
        new("MSES0001", "Lock-order inversion", "'{0}' and '{1}' are taken in both orders", "Concurrency", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: "https://example.com/MSES0001");

    /// <param name="source">A file in which <c>lock (a)</c> and <c>lock (b)</c> occur; both threads' stories lead through them.</param>
    /// <param name="failures">Exceptions of analyzers.</param>
    public static AnalysisReport WithInversion(string source, params string[] failures)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(source), path: $"{Root}/src/Two locks.cs");
        var (a, b) = (LocationOf(tree, "lock (a)"), LocationOf(tree, "lock (b)"));
        StoryStep[] steps = [new(1, "takes N.T.a in M", a), new(1, "takes N.T.b in M", b), new(2, "takes N.T.b in K", b), new(2, "takes N.T.a in K", a)];
        var diagnostic = Diagnostic.Create(Rule, a, [.. steps.Select(step => step.Location)], LockDiagnosticProperties.Write(["N.T.a", "N.T.b"], "direct", steps), "N.T.a", "N.T.b");
        return new AnalysisReport(
            new LoadedProgram(Root, [CSharpCompilation.Create("two", [tree])], ["One file was left out."]),
            new LockGraphModel([], []),
            [new Finding(diagnostic)],
            0,
            [.. failures],
            TimeSpan.FromSeconds(1.25));
    }

    private static Location LocationOf(SyntaxTree tree, string text) =>
        Location.Create(tree, new TextSpan(tree.ToString().IndexOf(text, StringComparison.Ordinal), text.Length));
}
