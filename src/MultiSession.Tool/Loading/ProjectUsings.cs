using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Gives each file of a folder what its project imports for all its files, by settings or by <c>global using</c>, so that
/// the projects can be one compilation and none imports for another. Files without a project import as they read.
/// </summary>
internal static class ProjectUsings
{
    public static ImmutableArray<SyntaxTree> Apply(ImmutableArray<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        var folders = new ProjectFolders();
        var projects = trees.Select(tree => folders.Above(Path.GetDirectoryName(tree.FilePath)) ?? "").ToArray();
        var usings = projects.Zip(trees)
            .GroupBy(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            .ToDictionary(project => project.Key, project => Usings(project.Key, project), StringComparer.Ordinal);
        var result = new SyntaxTree[trees.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var tree = projects[i].Length == 0 ? trees[i] : Blanking.Blank(trees[i], [.. GlobalUsings(trees[i]).Select(directive => directive.Span)], cancellationToken);
            result[i] = usings[projects[i]] is { Length: > 0 } head
                ? CSharpSyntaxTree.ParseText(new HeadedText(head, tree.GetText(cancellationToken)), (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken)
                : tree;
        });
        return [.. result];
    }

    /// <summary>The directives that each file gets, as C#.</summary>
    /// <param name="project">The folder of the project; empty for files without one.</param>
    /// <param name="trees">Its files.</param>
    private static string Usings(string project, IEnumerable<SyntaxTree> trees)
    {
        var files = trees.ToArray();
        if (project.Length == 0) return ImplicitUsings.OfFiles(files.Select(Imports));
        var globals = files.SelectMany(GlobalUsings).Select(directive => $"{directive.WithGlobalKeyword(default)}\n");
        return ImplicitUsings.OfProjects(project, files.Select(Imports)) + string.Concat(globals.Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<UsingDirectiveSyntax> GlobalUsings(SyntaxTree tree) => Unit(tree).Usings.Where(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None));

    private static string[] Imports(SyntaxTree tree) =>
    [
        .. Unit(tree).Usings
            .Concat(Unit(tree).Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Usings))
            .Select(directive => directive.Name?.ToString() ?? ""),
    ];

    private static CompilationUnitSyntax Unit(SyntaxTree tree) => (CompilationUnitSyntax)tree.GetRoot();
}
