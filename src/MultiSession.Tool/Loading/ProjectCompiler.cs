using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Makes compilations from compiler arguments. A reference to a project of the set becomes a reference to its compilation,
/// and metadata is shared, so that both projects see the same symbols. What source generators add is part of them.
/// </summary>
internal sealed class ProjectCompiler(string root, LoadOptions options, SourceGenerators generators)
{
    private readonly ConcurrentDictionary<string, MetadataReference> _metadata = new(StringComparer.Ordinal);

    public ImmutableArray<Compilation> CompileAll(ImmutableArray<CSharpCommandLineArguments> projects, CancellationToken cancellationToken)
    {
        var byName = projects.ToLookup(NameOf, StringComparer.OrdinalIgnoreCase);
        var done = new Dictionary<CSharpCommandLineArguments, Compilation?>();
        var ordered = ImmutableArray.CreateBuilder<Compilation>(projects.Length);
        foreach (var project in projects) Compile(project);
        return ordered.ToImmutable();

        Compilation? Compile(CSharpCommandLineArguments project)
        {
            if (done.TryGetValue(project, out var known)) return known; // null while it is being made: a circular reference stays metadata
            done[project] = null;
            var references = project.MetadataReferences
                .Select(reference => Find(reference.Reference) is { } referred && Compile(referred) is { } compiled
                    ? compiled.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes)
                    : Metadata(project, reference))
                .OfType<MetadataReference>();
            var compilation = Create(NameOf(project), project, references, cancellationToken);
            ordered.Add(compilation);
            return done[project] = compilation;
        }

        // Several projects may make assemblies of one name, or of names that differ in case only.
        CSharpCommandLineArguments? Find(string assembly)
        {
            var name = Path.GetFileNameWithoutExtension(assembly);
            return byName[name].MaxBy(project => (IsBelow(project.BaseDirectory, assembly), NameOf(project) == name));
        }
    }

    private Compilation Create(
        string name, CSharpCommandLineArguments project, IEnumerable<MetadataReference> references, CancellationToken cancellationToken)
    {
        var parse = project.ParseOptions.WithPreprocessorSymbols(project.ParseOptions.PreprocessorSymbolNames.Concat(options.Symbols));
        var files = project.SourceFiles.Select(file => file.Path)
            .Where(path => File.Exists(path) && !options.Excludes.Any(glob => glob.IsMatch(Path.GetRelativePath(root, path).Replace('\\', '/'))))
            .Distinct(StringComparer.Ordinal).ToArray();
        var trees = new SyntaxTree[files.Length];
        Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            using var stream = File.OpenRead(files[i]);
            trees[i] = CSharpSyntaxTree.ParseText(SourceText.From(stream, project.Encoding), parse, files[i], cancellationToken);
        });
        var configuration = new EditorConfig(project.AnalyzerConfigPaths);
        var written = CSharpCompilation.Create(
            name, trees, references, project.CompilationOptions.WithConcurrentBuild(true).WithSyntaxTreeOptionsProvider(configuration.Severities));
        return generators.Run(written, project, configuration, cancellationToken);
    }

    private MetadataReference? Metadata(CSharpCommandLineArguments project, CommandLineReference reference)
    {
        var path = Path.GetFullPath(Path.Combine(project.BaseDirectory ?? root, reference.Reference));
        if (!File.Exists(path)) return null;
        return _metadata.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file)).WithProperties(reference.Properties);
    }

    private static bool IsBelow(string? folder, string file) =>
        folder is not null && file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string NameOf(CSharpCommandLineArguments project) =>
        project.CompilationName ?? Path.GetFileNameWithoutExtension(project.OutputFileName) ?? "program";
}
