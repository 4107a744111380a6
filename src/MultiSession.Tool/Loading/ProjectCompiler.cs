using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Makes compilations from compiler arguments. A reference to a project of the set becomes a reference to its compilation,
/// and all projects see the same libraries, so that they share symbols. What source generators add is part of them.
/// </summary>
internal sealed class ProjectCompiler(string root, LoadOptions options, ConcurrentQueue<string> notes)
{
    private readonly SourceGenerators _generators = new(notes);
    private readonly ConcurrentDictionary<string, MetadataReference> _metadata = new(StringComparer.Ordinal);

    public ImmutableArray<Compilation> CompileAll(ImmutableArray<CSharpCommandLineArguments> projects, CancellationToken cancellationToken)
    {
        var graph = new ProjectGraph(projects, root);
        var libraries = new SharedAssemblies(projects.SelectMany(project => graph.LibrariesOf(project)).Distinct(StringComparer.Ordinal));
        var done = new Dictionary<CSharpCommandLineArguments, Compilation?>();
        var ordered = ImmutableArray.CreateBuilder<Compilation>(projects.Length);
        foreach (var project in projects) Compile(project);
        return ordered.ToImmutable();

        Compilation? Compile(CSharpCommandLineArguments project)
        {
            if (done.TryGetValue(project, out var known)) return known; // null while it is being made: a circular reference is left out
            done[project] = null;
            var below = graph.ProjectsBelow(project);
            var compiled = below.Select(other => Compile(other)?.ToMetadataReference().WithProperties(ProjectGraph.PropertiesOf(ProjectGraph.NameOf(other), project)));
            var seen = libraries.SeenFrom(below.Prepend(project).SelectMany(user => graph.LibrariesOf(user)))
                .Select(path => Library(path).WithProperties(ProjectGraph.PropertiesOf(AssemblyFile.NameOf(path), project)));
            var references = compiled.OfType<MetadataReference>().Concat(seen);
            var compilation = Create(ProjectGraph.NameOf(project), project, references, cancellationToken);
            ordered.Add(compilation);
            return done[project] = compilation;
        }
    }

    private Compilation Create(
        string name, CSharpCommandLineArguments project, IEnumerable<MetadataReference> references, CancellationToken cancellationToken)
    {
        var parse = project.ParseOptions.WithPreprocessorSymbols(project.ParseOptions.PreprocessorSymbolNames.Concat(options.Symbols));
        var files = project.SourceFiles.Select(file => file.Path)
            .Where(path => File.Exists(path) && !GlobPattern.AnyMatches(options.Excludes, Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Distinct(StringComparer.Ordinal).ToArray();
        var trees = SourceParser.Parse(files, parse, project.Encoding, notes, cancellationToken);
        var configuration = new EditorConfig(project.AnalyzerConfigPaths);
        var written = CSharpCompilation.Create(
            name, trees, references, project.CompilationOptions.WithConcurrentBuild(true).WithSyntaxTreeOptionsProvider(configuration.Severities));
        if (written.GetSpecialType(SpecialType.System_Object).TypeKind is TypeKind.Error)
            notes.Enqueue($"'{name}' is read without its framework, so most of its names mean nothing; is its SDK installed, are its packages restored?");
        return _generators.Run(written, project, configuration, cancellationToken);
    }

    private MetadataReference Library(string path) => _metadata.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file));
}
