using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>Runs the source generators that the compiler's arguments name. One that cannot be loaded or fails is noted; its code is missing then.</summary>
internal sealed class SourceGenerators(ConcurrentQueue<string> notes)
{
    private readonly GeneratorAssemblies _assemblies = new();
    private readonly Dictionary<string, ImmutableArray<ISourceGenerator>> _byPath = new(StringComparer.Ordinal);

    public Compilation Run(CSharpCompilation compilation, CSharpCommandLineArguments project, EditorConfig configuration, CancellationToken cancellationToken)
    {
        var generators = project.AnalyzerReferences.SelectMany(reference => GeneratorsOf(Path.GetFullPath(reference.FilePath, project.BaseDirectory ?? ""))).ToArray();
        if (generators.Length == 0) return compilation;
        var driver = CSharpGeneratorDriver.Create(
            generators,
            [.. project.AdditionalFiles.Where(file => File.Exists(file.Path)).Select(file => new AdditionalFile(file.Path))],
            (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options,
            configuration.Options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var diagnostics, cancellationToken);
        foreach (var failure in diagnostics.Where(diagnostic => diagnostic.Id is "CS8784" or "CS8785")) // a generator threw
            notes.Enqueue(failure.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        return complete;
    }

    /// <summary>The generators of an assembly, which most projects of a solution share.</summary>
    private ImmutableArray<ISourceGenerator> GeneratorsOf(string path)
    {
        if (!_byPath.TryGetValue(path, out var generators)) _byPath.Add(path, generators = Load(path));
        return generators;
    }

    private ImmutableArray<ISourceGenerator> Load(string path)
    {
        if (!File.Exists(path))
        {
            notes.Enqueue($"What '{Path.GetFileName(path)}' generates is missing, for it is not built.");
            return [];
        }

        var reference = new AnalyzerFileReference(path, _assemblies);
        var isNoted = false;
        reference.AnalyzerLoadFailed += (_, failure) =>
        {
            if (!isNoted) notes.Enqueue($"What '{Path.GetFileName(path)}' generates is missing: {failure.Message}");
            isNoted = true;
        };
        return reference.GetGenerators(LanguageNames.CSharp);
    }

    private sealed class AdditionalFile(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default)
        {
            using var stream = File.OpenRead(path);
            return SourceText.From(stream);
        }
    }
}
