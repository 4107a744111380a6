using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Lowers every body of a compilation without an analyzer driver, file by file, side by side.</summary>
internal static class CompilationLowering
{
    public static void Lower(Compilation compilation, Facts facts, ParallelOptions options) =>
        Parallel.ForEach(compilation.SyntaxTrees, options, tree => LowerTree(compilation, tree, facts, options.CancellationToken));

    private static void LowerTree(Compilation compilation, SyntaxTree tree, Facts facts, CancellationToken cancellationToken)
    {
        var model = compilation.GetSemanticModel(tree);
        var root = tree.GetRoot(cancellationToken);
        if (root is CompilationUnitSyntax unit && unit.Members.Any(static member => member is GlobalStatementSyntax)) LowerNode(unit, model, facts, cancellationToken);
        foreach (var node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax or BaseFieldDeclarationSyntax
            or VariableDeclarationSyntax or VariableDeclaratorSyntax or BasePropertyDeclarationSyntax or AccessorListSyntax))
        {
            if (HasBody(node)) LowerNode(node, model, facts, cancellationToken);
        }
    }

    private static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null || method is ConstructorDeclarationSyntax { Initializer: not null },
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        ArrowExpressionClauseSyntax => node.Parent is PropertyDeclarationSyntax or IndexerDeclarationSyntax,
        EqualsValueClauseSyntax => node.Parent is PropertyDeclarationSyntax || node.Parent is VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax },
        _ => false,
    };

    private static void LowerNode(SyntaxNode node, SemanticModel model, Facts facts, CancellationToken cancellationToken)
    {
        if (model.GetOperation(node, cancellationToken) is not { } operation || OwnerOf(node, model, cancellationToken) is not { } owner) return;
        BodyLowerer.Lower(owner.OriginalDefinition, [operation], facts, cancellationToken);
    }

    private static ISymbol? OwnerOf(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => node switch
    {
        ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } => (model.GetDeclaredSymbol(property, cancellationToken) as IPropertySymbol)?.GetMethod,
        EqualsValueClauseSyntax { Parent: { } parent } => model.GetDeclaredSymbol(parent, cancellationToken),
        _ => model.GetDeclaredSymbol(node, cancellationToken),
    };
}
