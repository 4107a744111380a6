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
        var byName = new Dictionary<string, CSharpCommandLineArguments>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects) byName.TryAdd(NameOf(project), project);
        var done = new Dictionary<string, Compilation?>(StringComparer.OrdinalIgnoreCase);
        var ordered = ImmutableArray.CreateBuilder<Compilation>(byName.Count);
        foreach (var name in byName.Keys) Compile(name);
        return ordered.ToImmutable();

        Compilation? Compile(string name)
        {
            if (done.TryGetValue(name, out var known)) return known; // null while it is being made: a circular reference stays metadata
            done[name] = null;
            var project = byName[name];
            var references = project.MetadataReferences
                .Select(reference => byName.ContainsKey(Path.GetFileNameWithoutExtension(reference.Reference))
                    && Compile(Path.GetFileNameWithoutExtension(reference.Reference)) is { } compiled
                        ? compiled.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes)
                        : Metadata(project, reference))
                .OfType<MetadataReference>();
            var compilation = Create(name, project, references, cancellationToken);
            ordered.Add(compilation);
            return done[name] = compilation;
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

    private static string NameOf(CSharpCommandLineArguments project) =>
        project.CompilationName ?? Path.GetFileNameWithoutExtension(project.OutputFileName) ?? "program";
}
