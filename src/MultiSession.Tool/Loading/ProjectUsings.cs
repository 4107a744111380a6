using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Gives each file of a folder what its project imports for all its files, by settings or by <c>global using</c>, so that
/// the projects can be one compilation and none imports for another. Files without a project are shared by several, most
/// likely: they get what any project imports by <c>global using</c>, and theirs hold for all.
/// </summary>
internal static class ProjectUsings
{
    public static ImmutableArray<SyntaxTree> Apply(ImmutableArray<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        var folders = new ProjectFolders();
        var projects = trees.Select(tree => folders.Above(Path.GetDirectoryName(tree.FilePath)) ?? "").ToArray();
        var files = projects.Zip(trees).ToLookup(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var usings = files.ToDictionary(
            project => project.Key, project => Usings(project.Key, [.. project], project.Key.Length == 0 ? trees : project.Concat(files[""])), StringComparer.Ordinal);
        var result = new SyntaxTree[trees.Length];
        Parallel.For(0, trees.Length, Cores.All(cancellationToken), i =>
        {
            var tree = Blanking.Blank(trees[i], [.. GlobalUsings(trees[i]).Select(directive => directive.Span)], cancellationToken);
            result[i] = usings[projects[i]] is { Length: > 0 } head
                ? CSharpSyntaxTree.ParseText(new HeadedText(head, tree.GetText(cancellationToken)), (CSharpParseOptions)tree.Options, tree.FilePath, cancellationToken)
                : tree;
        });
        return [.. result];
    }

    /// <summary>The directives that each file gets, as C#.</summary>
    /// <param name="project">The folder of the project; empty for files without one.</param>
    /// <param name="files">Its files.</param>
    /// <param name="importing">The files whose global usings hold for these.</param>
    private static string Usings(string project, SyntaxTree[] files, IEnumerable<SyntaxTree> importing)
    {
        var imports = files.Select(Imports);
        var settings = project.Length == 0 ? ImplicitUsings.OfFiles(imports) : ImplicitUsings.OfProjects(project, imports);
        return settings + string.Concat(importing.SelectMany(GlobalUsings).Select(directive => $"{directive.WithGlobalKeyword(default)}\n").Distinct(StringComparer.Ordinal));
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
