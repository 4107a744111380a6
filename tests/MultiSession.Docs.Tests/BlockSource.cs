using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Docs.Tests;

/// <summary>
/// Makes a compilable file of a block. Types stay as they are; statements become the body of an async method whose parameters are
/// <c>string[] args</c> and what the block is given. Errors are reported at the line of the page.
/// </summary>
internal static class BlockSource
{
    public static SyntaxTree Parse(CodeBlock block, CSharpParseOptions options)
    {
        var unit = SyntaxFactory.ParseCompilationUnit(block.Code, options: options.WithKind(SourceCodeKind.Regular));
        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        var text = statements.Count == 0 ? Mapped(block, block.Code, start: 0) : Wrap(block, unit, statements);
        return CSharpSyntaxTree.ParseText(text, options, path: $"{block.Page}:{block.Line}.cs");
    }

    private static string Wrap(CodeBlock block, CompilationUnitSyntax unit, List<GlobalStatementSyntax> statements)
    {
        var body = statements[0].FullSpan.Start;
        var types = statements[^1].FullSpan.End;
        var parameters = block.Given.Length == 0 ? "string[] args" : $"string[] args, {block.Given}";
        return $$"""
            {{Mapped(block, block.Code[..body], start: 0)}}
            internal static class Block{{block.Line}}
            {
                public static async System.Threading.Tasks.Task RunAsync({{parameters}})
                {
                    await System.Threading.Tasks.Task.CompletedTask;
            {{Mapped(block, block.Code[body..types], body)}}
                }
            }
            {{Mapped(block, block.Code[types..], types)}}
            """;
    }

    private static string Mapped(CodeBlock block, string code, int start)
    {
        var line = block.Line + block.Code.AsSpan(0, start).Count('\n');
        return code.Length == 0 ? "" : $"#line {line} \"{block.Page}\"\n{code}\n#line default";
    }
}
