using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Analyzers.Tests.Verification;

/// <summary>The sources of one project and how they are compiled. A string converts to a project of one file.</summary>
internal sealed record TestProject(params string[] Sources)
{
    private static readonly ImmutableArray<MetadataReference> Framework = FindFramework();

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Text of an <c>.editorconfig</c> beside the sources.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>Whether the sources may have compile errors.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>What the sources refer to. Default: the whole framework that the tests run on.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = Framework;

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public static implicit operator TestProject(string source) => new(source);

    /// <summary>Builds a workspace with this project; the files are <c>/0.cs</c>, <c>/1.cs</c> and so on.</summary>
    public (Project Project, ImmutableArray<Expected> Expected) Open()
    {
        var id = ProjectId.CreateNewId();
        var solution = new AdhocWorkspace().CurrentSolution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
                metadataReferences: References))
            .AddDocument(DocumentId.CreateNewId(id), "ImplicitUsings.g.cs", SourceText.From(ImplicitUsings), filePath: "/ImplicitUsings.g.cs")
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", SourceText.From("root = true\n" + EditorConfig), filePath: "/.editorconfig");
        var expected = ImmutableArray.CreateBuilder<Expected>();
        for (var i = 0; i < Sources.Length; i++)
        {
            var file = $"/{i}.cs";
            var (text, marks) = Markup.Parse(Sources[i], file);
            expected.AddRange(marks);
            solution = solution.AddDocument(DocumentId.CreateNewId(id), file[1..], SourceText.From(text), filePath: file);
        }

        return (solution.GetProject(id)!, expected.ToImmutable());
    }

    private static ImmutableArray<MetadataReference> FindFramework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(file => file.StartsWith(folder, StringComparison.Ordinal))
                .Select(file => MetadataReference.CreateFromFile(file))
        ];
    }
}
