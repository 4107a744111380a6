using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>
/// Files of several target frameworks or projects declare the same types. Symbols stay unambiguous when only the first
/// declaration is kept; a later one is blanked in place, so that every other position in its file stays what it is on disk.
/// Of partial types, which may be spread over files, the repeated members are blanked.
/// </summary>
internal static class DuplicateDeclarations
{
    public static ImmutableArray<SyntaxTree> Remove(ImmutableArray<SyntaxTree> trees, ConcurrentQueue<string> notes, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var partial = new HashSet<string>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<SyntaxTree>(trees.Length);
        var blanked = 0;
        foreach (var tree in trees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var repeated = new List<TextSpan>();
            Collect(((CompilationUnitSyntax)tree.GetRoot(cancellationToken)).Members, "", seen, partial, repeated);
            blanked += repeated.Count;
            result.Add(Blanking.Blank(tree, repeated, cancellationToken));
        }

        if (blanked > 0) notes.Enqueue($"{blanked} repeated declarations were left out; the first of each was kept.");
        return result.MoveToImmutable();
    }

    private static void Collect(
        SyntaxList<MemberDeclarationSyntax> members, string scope, HashSet<string> seen, HashSet<string> partial, List<TextSpan> repeated)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Collect(space.Members, $"{scope}{space.Name}.", seen, partial, repeated);
                    break;
                case ExtensionBlockDeclarationSyntax:
                    break;
                case TypeDeclarationSyntax type:
                    var name = $"{scope}{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}";
                    if (type.Modifiers.Any(SyntaxKind.FileKeyword)) break;
                    var isPartial = type.Modifiers.Any(SyntaxKind.PartialKeyword);
                    if (isPartial && (partial.Contains(name) || seen.Add(name)))
                    {
                        partial.Add(name);
                        Collect(type.Members, name + "+", seen, partial, repeated);
                    }
                    else if (isPartial || !seen.Add(name))
                    {
                        repeated.Add(type.Span);
                    }

                    break;
                case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax when !seen.Add(scope + Signature(member)):
                    repeated.Add(member.Span);
                    break;
                default:
                    if (scope.EndsWith('+') && Signature(member) is { } signature && !seen.Add(scope + signature)) repeated.Add(member.Span);
                    break;
            }
        }
    }

    /// <summary>What makes a member unique inside its type; null for what may be repeated (partial members, fields, operators).</summary>
    private static string? Signature(MemberDeclarationSyntax member) => member switch
    {
        _ when member.Modifiers.Any(SyntaxKind.PartialKeyword) => null,
        EnumDeclarationSyntax declared => declared.Identifier.ValueText + "`0",
        DelegateDeclarationSyntax declared => $"{declared.Identifier.ValueText}`{declared.TypeParameterList?.Parameters.Count ?? 0}",
        MethodDeclarationSyntax method =>
            $"{method.ExplicitInterfaceSpecifier}{method.Identifier.ValueText}`{method.Arity}({Parameters(method.ParameterList)})",
        ConstructorDeclarationSyntax constructor =>
            $"{(constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? ".cctor" : ".ctor")}({Parameters(constructor.ParameterList)})",
        DestructorDeclarationSyntax => "~",
        PropertyDeclarationSyntax property => $"{property.ExplicitInterfaceSpecifier}{property.Identifier.ValueText}",
        IndexerDeclarationSyntax indexer => $"{indexer.ExplicitInterfaceSpecifier}this({Parameters(indexer.ParameterList)})",
        EventDeclarationSyntax declared => $"{declared.ExplicitInterfaceSpecifier}{declared.Identifier.ValueText}",
        FieldDeclarationSyntax { Declaration.Variables: [var only] } => only.Identifier.ValueText,
        EventFieldDeclarationSyntax { Declaration.Variables: [var only] } => only.Identifier.ValueText,
        _ => null,
    };

    private static string Parameters(BaseParameterListSyntax list) =>
        string.Join(",", list.Parameters.Select(parameter => $"{parameter.Modifiers.ToString().Replace("this", "", StringComparison.Ordinal).Trim()} {parameter.Type}"));
}
