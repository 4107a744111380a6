using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MultiSession.CodeFixes;

/// <summary>The statements of a block between the one that takes a lock and the one that frees it.</summary>
internal sealed class GuardedSection
{
    private readonly BlockSyntax _block;
    private readonly int _first;
    private readonly int _last;
    private readonly int _end;
    private readonly ExpressionStatementSyntax _release;
    private readonly IReadOnlyList<ExpressionStatementSyntax> _earlyReleases;

    private GuardedSection(
        BlockSyntax block, int first, int last, int end, ExpressionStatementSyntax release, IReadOnlyList<ExpressionStatementSyntax> earlyReleases)
    {
        _block = block;
        _first = first;
        _last = last;
        _end = end;
        _release = release;
        _earlyReleases = earlyReleases;
    }

    /// <summary>
    /// The section of <paramref name="block"/> from statement <paramref name="first"/> to the last of <paramref name="releases"/>.
    /// Null when moving that into a finally block would change more than the paths that forget it.
    /// </summary>
    public static GuardedSection? Find(BlockSyntax block, int first, IReadOnlyList<ExpressionStatementSyntax> releases, SemanticModel model)
    {
        if (releases.Count == 0 || releases[releases.Count - 1] is not { } release || release.Parent != block) return null;
        var end = block.Statements.IndexOf(release) + 1;
        var last = end - 1;
        var early = releases.Take(releases.Count - 1).ToList();
        if (last <= first || early.Exists(inner => !LeavesAfter(inner, block))) return null;
        var body = block.Statements.Skip(first).Take(last - first).ToList();
        if (body.Any(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or LabeledStatementSyntax or LocalFunctionStatementSyntax)) return null;
        if (HasConditionalText(block, TextSpan.FromBounds(body[0].FullSpan.Start, release.FullSpan.End))) return null;

        if (model.AnalyzeDataFlow(body[0], body[body.Count - 1]) is not { Succeeded: true } flow) return null;
        var after = block.Statements.Skip(end).ToList();
        var declared = new HashSet<ISymbol>(flow.VariablesDeclared, SymbolEqualityComparer.Default);
        if (!after.Any(statement => Uses(statement, declared, model))) return new GuardedSection(block, first, last, end, release, early);
        // An answer that was read under the lock may leave from inside.
        return after.Count == 1 && after[0] is ReturnStatementSyntax { Expression: IdentifierNameSyntax }
            ? new GuardedSection(block, first, last, end + 1, release, early)
            : null;
    }

    /// <summary>Whether control never goes on after <paramref name="statement"/>.</summary>
    public static bool Leaves(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.Count > 0 && Leaves(block.Statements[block.Statements.Count - 1]),
        _ => statement is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax,
    };

    public BlockSyntax Guard()
    {
        var marked = _block.TrackNodes(_earlyReleases);
        var comments = _earlyReleases.Any(release => release.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        var statements = marked.RemoveNodes(
            _earlyReleases.Select(release => marked.GetCurrentNode(release)!),
            comments ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia)!.Statements;
        var body = statements.Skip(_first).Take(_last - _first).Concat(statements.Skip(_last + 1).Take(_end - _last - 1)).ToList();
        body[0] = WithoutBlankLines(body[0]);
        var guarded = TryStatement(Block(body), default, FinallyClause(Block(WithoutBlankLines(_release)))).WithAdditionalAnnotations(Formatter.Annotation);
        return _block.WithStatements(List(statements.Take(_first).Append(guarded).Concat(statements.Skip(_end))));
    }

    private static StatementSyntax WithoutBlankLines(StatementSyntax statement) =>
        statement.WithLeadingTrivia(statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

    /// <summary>Whether the section is left right after <paramref name="release"/>, with nothing to compute on the way that should not run under the lock.</summary>
    private static bool LeavesAfter(ExpressionStatementSyntax release, BlockSyntax section)
    {
        var siblings = ((BlockSyntax)release.Parent!).Statements;
        var next = siblings.IndexOf(release) + 1;
        if (next == siblings.Count) return false;
        var between = release.Ancestors().TakeWhile(ancestor => ancestor != section).ToList();
        if (between.Exists(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) return false;
        return siblings[next] switch
        {
            ReturnStatementSyntax or ThrowStatementSyntax => !siblings[next].DescendantNodes().Any(RunsCode),
            ContinueStatementSyntax or BreakStatementSyntax => !between.Exists(ancestor => ancestor
                is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax),
            _ => false,
        };
    }

    private static bool RunsCode(SyntaxNode node) =>
        node is AwaitExpressionSyntax or InvocationExpressionSyntax { Expression: not IdentifierNameSyntax { Identifier.Text: "nameof" } };

    /// <summary>Text that some builds leave out: a block around it would not close in all of them.</summary>
    private static bool HasConditionalText(BlockSyntax block, TextSpan span) => block.DescendantTrivia().Any(trivia =>
        span.Contains(trivia.Span) && trivia.IsDirective && trivia.GetStructure() is BranchingDirectiveTriviaSyntax or EndIfDirectiveTriviaSyntax);

    private static bool Uses(StatementSyntax statement, HashSet<ISymbol> symbols, SemanticModel model) =>
        statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => model.GetSymbolInfo(name).Symbol is { } symbol && symbols.Contains(symbol));
}
