using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.CodeFixes;

/// <summary>Names of the framework's types, as short as the place allows.</summary>
internal static class FrameworkTypes
{
    public static TypeSyntax Name(string fullName, SyntaxNode place, SemanticModel model)
    {
        var name = fullName.Substring(fullName.LastIndexOf('.') + 1);
        var known = model.LookupNamespacesAndTypes(place.SpanStart, name: name);
        return SyntaxFactory.ParseTypeName(known.Length == 1 && known[0].ToDisplayString() == fullName ? name : "global::" + fullName);
    }
}
