using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Tool.Loading;

/// <summary>The SDK's implicit usings, for code that was written with them: then hardly a file says <c>using System;</c>.</summary>
internal static class ImplicitUsings
{
    private const string Source = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static bool AreAssumedBy(ImmutableArray<SyntaxTree> trees)
    {
        var imports = trees.Select(Imports).Where(names => names.Length > 0).ToArray();
        return imports.Count(names => names.Any(IsImplicit)) * 2 <= imports.Length;
    }

    public static SyntaxTree Tree(CSharpParseOptions options) => CSharpSyntaxTree.ParseText(Source, options);

    private static string[] Imports(SyntaxTree tree)
    {
        var unit = (CompilationUnitSyntax)tree.GetRoot();
        return
        [
            .. unit.Usings
                .Concat(unit.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Usings))
                .Select(directive => directive.Name?.ToString() ?? ""),
        ];
    }

    private static bool IsImplicit(string name) => Source.Contains($" {name};", StringComparison.Ordinal);
}
