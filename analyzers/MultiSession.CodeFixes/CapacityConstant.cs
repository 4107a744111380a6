using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace MultiSession.CodeFixes;

/// <summary>The constant that names a queue's bound: one that the type has already, or a new one.</summary>
internal sealed class CapacityConstant
{
    private const string DefaultName = "QueueCapacity";

    /// <summary>A start to think from; large enough for bursts, small enough to notice a stuck reader.</summary>
    private const int DefaultCapacity = 1024;

    private readonly TypeDeclarationSyntax _type;
    private readonly bool _exists;

    private CapacityConstant(TypeDeclarationSyntax type, string name, bool exists)
    {
        _type = type;
        Name = name;
        _exists = exists;
    }

    public string Name { get; }

    /// <summary>Null where no type can hold the constant, as in top-level statements.</summary>
    public static CapacityConstant? Find(SemanticModel model, SyntaxNode place)
    {
        // An extension block is a type declaration too, but holds no constants.
        if (place.FirstAncestorOrSelf<TypeDeclarationSyntax>(type => type.Keyword.ValueText != "extension") is not { } type || type.OpenBraceToken.IsMissing || type.OpenBraceToken.IsKind(SyntaxKind.None)) return null;
        for (var suffix = 1; ; suffix++)
        {
            var name = suffix == 1 ? DefaultName : DefaultName + suffix;
            var symbols = model.LookupSymbols(place.SpanStart, name: name);
            if (symbols.IsEmpty) return new CapacityConstant(type, name, exists: false);
            if (symbols.Length == 1 && symbols[0] is IFieldSymbol { IsConst: true, Type.SpecialType: SpecialType.System_Int32 }) return new CapacityConstant(type, name, exists: true);
        }
    }

    public SyntaxNode ReplaceAndDeclare(SyntaxNode root, SyntaxNode old, SyntaxNode replacement)
    {
        if (_exists) return root.ReplaceNode(old, replacement);
        var mark = new SyntaxAnnotation();
        root = root.ReplaceNodes([old, _type], (original, rewritten) =>
            original == old ? replacement : rewritten.WithAdditionalAnnotations(mark));
        var type = (TypeDeclarationSyntax)root.GetAnnotatedNodes(mark).Single();
        return root.ReplaceNode(type, type.WithMembers(type.Members.Insert(0, Declaration(type, EndOfLine(root)))));
    }

    private static SyntaxTrivia EndOfLine(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found ? found : SyntaxFactory.LineFeed;

    /// <summary>Indented as the first member is; only where that tells nothing, the formatter decides.</summary>
    private MemberDeclarationSyntax Declaration(TypeDeclarationSyntax type, SyntaxTrivia endOfLine)
    {
        var first = type.Members.FirstOrDefault();
        var constant = SyntaxFactory.ParseMemberDeclaration($"private const int {Name} = {DefaultCapacity};")!
            .WithTrailingTrivia(first is null or FieldDeclarationSyntax ? SyntaxFactory.TriviaList(endOfLine) : SyntaxFactory.TriviaList(endOfLine, endOfLine));
        return first is not null && type.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            ? constant.WithLeadingTrivia(first.GetLeadingTrivia().Reverse().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))
            : constant.WithAdditionalAnnotations(Formatter.Annotation);
    }
}
