using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Calls that the compiler leaves out, with their arguments: of a <c>[Conditional]</c> method where none of its symbols is defined.</summary>
internal sealed class OmittedCalls
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<string>> _symbols = new(SymbolEqualityComparer.Default);

    public bool Contain(IMethodSymbol method, SyntaxNode call)
    {
        if (!method.ReturnsVoid) return false;
        var symbols = _symbols.GetOrAdd(method.OriginalDefinition, SymbolsOf);
        return !symbols.IsEmpty && !symbols.Any(symbol => IsDefined(symbol, call.SyntaxTree));
    }

    /// <summary>The symbols of which one must be defined for a method to be called.</summary>
    private static ImmutableArray<string> SymbolsOf(IMethodSymbol method) =>
    [
        .. method.GetAttributes()
            .Where(static attribute => attribute is { AttributeClass: { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" } })
            .Select(static attribute => attribute.ConstructorArguments is [{ Value: string symbol }] ? symbol : null)
            .OfType<string>(),
    ];

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
