using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Reads a folder of C# files that need not build as one compilation: newest language version, unsafe code, the framework's
/// reference assemblies; names that stay unresolved are tolerated.
/// </summary>
internal static class FolderLoader
{
    public static LoadedProgram Load(string folder, LoadOptions options, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(folder);
        var paths = SourceFiles.Find(root, options.Excludes);
        var parse = CSharpParseOptions.Default
            .WithLanguageVersion(LanguageVersion.Preview)
            .WithDocumentationMode(DocumentationMode.None)
            .WithPreprocessorSymbols(DefaultSymbols.All().Concat(options.Symbols));
        var notes = new ConcurrentQueue<string>();
        var trees = SourceParser.Parse([.. paths.Select(path => Path.Combine(root, path))], parse, encoding: null, notes, cancellationToken);
        trees = DuplicateDeclarations.Remove(trees, notes, cancellationToken);
        trees = ProjectUsings.Apply(trees, cancellationToken);

        var compilation = CSharpCompilation.Create(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) is { Length: > 0 } name ? name : "folder",
            trees,
            FrameworkReferences.Load(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Disable,
                concurrentBuild: true).WithSyntaxTreeOptionsProvider(new EditorConfig(EditorConfigs(root, paths)).Severities));
        return new LoadedProgram(root, [compilation], [.. notes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Where an <c>.editorconfig</c> may stand that holds for the files: beside them, or in any folder above.</summary>
    private static IEnumerable<string> EditorConfigs(string root, string[] paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var folder = Path.GetDirectoryName(Path.Combine(root, path)); folder is not null && folders.Add(folder); folder = Path.GetDirectoryName(folder)) { }
        }

        return folders.Select(folder => Path.Combine(folder, ".editorconfig"));
    }
}
