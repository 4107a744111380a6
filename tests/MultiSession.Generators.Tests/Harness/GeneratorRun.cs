using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Generators.Tests.Harness;

/// <summary>Runs the generator in memory over sources, as the compiler would.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "MultiSession.dll" or ['S', 'y', 's', 't', 'e', 'm', '.', ..] || Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorRun(CSharpCompilation input, GeneratorDriver driver)
    {
        Input = input;
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        Output = (CSharpCompilation)output;
    }

    public CSharpCompilation Input { get; }

    public CSharpCompilation Output { get; }

    public GeneratorDriver Driver { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>Runs over one file for each source, with every warning of the compiler as an error.</summary>
    public static GeneratorRun Of(params string[] sources) => Of(NullableContextOptions.Enable, sources);

    public static GeneratorRun Of(NullableContextOptions nullable, params string[] sources)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"/src/File{index}.cs"));
        return On(CSharpCompilation.Create("Sample", trees, References, Options(nullable)));
    }

    public static GeneratorRun On(CSharpCompilation compilation) => new(compilation, CSharpGeneratorDriver.Create(
        [new SessionGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)));

    /// <summary>Runs again, as after a keystroke that turned file <paramref name="index"/> into <paramref name="source"/>.</summary>
    public GeneratorRun Edit(int index, string source)
    {
        var tree = Input.SyntaxTrees[index];
        return new GeneratorRun(Input.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source, ParseOptions, tree.FilePath)), Driver);
    }

    /// <summary>What the compiler says of user's and generated code together; hidden remarks left out.</summary>
    public IReadOnlyList<Diagnostic> Problems() => Visible(Output);

    /// <summary>What it says of the user's code alone.</summary>
    public IReadOnlyList<Diagnostic> InputProblems() => Visible(Input);

    /// <summary>The run, once nothing is wrong with it.</summary>
    public GeneratorRun AssertClean()
    {
        Assert.Null(Result.Exception);
        Assert.Empty(Result.Diagnostics);
        Assert.Empty(Problems().Select(problem => $"{problem}\n{problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line]}"));
        return this;
    }

    public string SourceOf(string hintName) => Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>Emits and loads the assembly.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Tests are not trimmed.")]
    public Assembly Load()
    {
        AssertClean();
        using var stream = new MemoryStream();
        Assert.True(Output.Emit(stream).Success);
        stream.Position = 0;
        return new AssemblyLoadContext("Sample", isCollectible: true).LoadFromStream(stream);
    }

    private static CSharpCompilationOptions Options(NullableContextOptions nullable) => new(
        Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: nullable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]);

    private static List<Diagnostic> Visible(CSharpCompilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning)];
}
