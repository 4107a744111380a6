using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MultiSession.CodeFixes;

/// <summary>
/// Fixes one finding after the other, so that the next one sees what the last one added, such as a shared constant.
/// Merging independent fixes as text would add it twice.
/// </summary>
internal sealed class SequentialFixAll : FixAllProvider
{
    private readonly RuleCodeFixProvider _provider;

    private SequentialFixAll(RuleCodeFixProvider provider) => _provider = provider;

    public static FixAllProvider For(RuleCodeFixProvider provider) => new SequentialFixAll(provider);

    public override Task<CodeAction?> GetFixAsync(FixAllContext context) =>
        Task.FromResult<CodeAction?>(CodeAction.Create(
            $"Fix all '{string.Join(", ", context.DiagnosticIds)}'",
            cancellationToken => FixAsync(context.WithCancellationToken(cancellationToken)),
            context.CodeActionEquivalenceKey));

    private async Task<Solution> FixAsync(FixAllContext context)
    {
        var solution = context.Solution;
        var projects = context.Scope == FixAllScope.Solution ? solution.Projects.Where(project => project.Language == LanguageNames.CSharp) : [context.Project];
        foreach (var project in projects)
        {
            var documents = context is { Scope: FixAllScope.Document, Document: { } document } ? [document] : project.Documents;
            foreach (var candidate in documents)
            {
                var diagnostics = await context.GetDocumentDiagnosticsAsync(candidate).ConfigureAwait(false);
                if (!diagnostics.IsEmpty) solution = await FixAsync(solution, candidate.Id, diagnostics, context.CancellationToken).ConfigureAwait(false);
            }
        }

        return solution;
    }

    private async Task<Solution> FixAsync(
        Solution solution, DocumentId id, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var document = solution.GetDocument(id)!;
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root) return solution;
        var marks = diagnostics
            .Select(diagnostic => diagnostic.Location.SourceSpan).Distinct().OrderBy(span => span.Start)
            .GroupBy(span => root.FindNode(span, getInnermostNodeForTie: true))
            .ToDictionary(group => group.Key, _ => new SyntaxAnnotation());
        document = document.WithSyntaxRoot(root.ReplaceNodes(marks.Keys, (original, rewritten) => rewritten.WithAdditionalAnnotations(marks[original])));
        var isFixed = false;
        foreach (var mark in marks.Values)
        {
            root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
            // An earlier fix may have rewritten this place already.
            if (root.GetAnnotatedNodes(mark).FirstOrDefault() is not { } node) continue;
            if (await _provider.FixAsync(document, node, cancellationToken).ConfigureAwait(false) is not { } fixedDocument) continue;
            document = fixedDocument;
            isFixed = true;
        }

        return isFixed ? document.Project.Solution : solution;
    }
}
