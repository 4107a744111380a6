using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Docs.Tests;

/// <summary>Compiles blocks as one project that uses the packages, with the generators running.</summary>
internal static class PageCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    // The namespaces that a console project imports by default.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file))
    ];

    public static Compilation Compile(IEnumerable<CodeBlock> blocks)
    {
        var usings = CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions);
        var trees = blocks.Select(block => BlockSource.Parse(block, ParseOptions)).Prepend(usings);
        var compilation = CSharpCompilation.Create(
            "Page",
            trees,
            References,
            new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(Generators(), parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return generated;
    }

    /// <summary>The errors as <c>page:line: id: message</c>.</summary>
    public static IReadOnlyList<string> Errors(Compilation compilation) =>
    [
        .. compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(Describe)
    ];

    private static string Describe(Diagnostic error)
    {
        var position = error.Location.GetMappedLineSpan();
        return $"{position.Path}:{position.StartLinePosition.Line + 1}: {error.Id}: {error.GetMessage()}";
    }

    private static IEnumerable<ISourceGenerator> Generators() =>
        from type in Assembly.Load("MultiSession.Generators").GetTypes()
        where type.GetCustomAttribute<GeneratorAttribute>() is not null
        select ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
}
