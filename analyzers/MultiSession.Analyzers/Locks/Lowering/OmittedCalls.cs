using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Calls that the compiler leaves out, with their arguments: of a <c>[Conditional]</c> method where none of its symbols is defined.</summary>
internal static class OmittedCalls
{
    public static bool Contains(IMethodSymbol method, SyntaxNode call)
    {
        if (!method.ReturnsVoid) return false;
        var isConditional = false;
        foreach (var attribute in method.OriginalDefinition.GetAttributes())
        {
            if (attribute is not { AttributeClass: { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" }, ConstructorArguments: [{ Value: string symbol }] }) continue;
            if (IsDefined(symbol, call.SyntaxTree)) return false;
            isConditional = true;
        }

        return isConditional;
    }

    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        // The last word on it stands in the file itself.
        var own = tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia.Select(static trivia => trivia.GetStructure()).LastOrDefault(directive => NameIn(directive) == symbol);
        return own is null ? tree.Options.PreprocessorSymbolNames.Contains(symbol, StringComparer.Ordinal) : own is DefineDirectiveTriviaSyntax;
    }

    private static string? NameIn(SyntaxNode? directive) => directive switch
    {
        DefineDirectiveTriviaSyntax { IsActive: true } define => define.Name.ValueText,
        UndefDirectiveTriviaSyntax { IsActive: true } undefine => undefine.Name.ValueText,
        _ => null,
    };
}
