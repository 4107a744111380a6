using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MultiSession.CodeFixes;

/// <summary>A fix of one finding in one document. It is offered only after it was computed, so an offered fix always works.</summary>
public abstract class RuleCodeFixProvider : CodeFixProvider
{
    private protected abstract string Title { get; }

    public sealed override FixAllProvider GetFixAllProvider() => SequentialFixAll.For(this);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (await FixAsync(context.Document, node, context.CancellationToken).ConfigureAwait(false) is not { } fixedDocument) continue;
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: diagnostic.Id), diagnostic);
        }
    }

    /// <summary>The document with the finding at <paramref name="node"/> fixed, or null when no mechanical fix is right.</summary>
    internal async Task<Document?> FixAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is not null && model is not null && Fix(root, node, model, cancellationToken) is { } rewritten ? document.WithSyntaxRoot(rewritten) : null;
    }

    /// <summary>The root with the finding at <paramref name="node"/> fixed, or null when no mechanical fix is right.</summary>
    private protected abstract SyntaxNode? Fix(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellationToken);
}
