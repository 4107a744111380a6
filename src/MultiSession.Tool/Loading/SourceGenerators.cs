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
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    public Compilation Run(CSharpCompilation compilation, CSharpCommandLineArguments project, EditorConfig configuration, CancellationToken cancellationToken)
    {
        var generators = project.AnalyzerReferences.SelectMany(reference => Load(Path.GetFullPath(reference.FilePath, project.BaseDirectory ?? ""))).ToArray();
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

    private ImmutableArray<ISourceGenerator> Load(string path)
    {
        if (!File.Exists(path))
        {
            if (_missing.Add(path)) notes.Enqueue($"What '{Path.GetFileName(path)}' generates is missing, for it is not built.");
            return [];
        }

        var reference = new AnalyzerFileReference(path, _assemblies);
        reference.AnalyzerLoadFailed += (_, failure) =>
        {
            if (_missing.Add(path)) notes.Enqueue($"What '{Path.GetFileName(path)}' generates is missing: {failure.Message}");
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
