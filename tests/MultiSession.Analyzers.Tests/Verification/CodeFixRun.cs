using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MultiSession.Analyzers.Tests.Verification;

/// <summary>Applies a code fix to a project the way an IDE does.</summary>
internal static class CodeFixRun
{
    /// <summary>More rounds than any test has findings: a fix that does not remove its finding would loop for ever.</summary>
    private const int MaxRounds = 50;

    /// <summary>Fixes one finding after the other until none can be fixed.</summary>
    public static async Task<Project> OneByOneAsync(Project project, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var action = await FirstActionAsync(project, analyzer, provider);
            if (action is null) return project;
            project = await ApplyAsync(project, action.Value.Action);
        }

        Assert.Fail($"{provider.GetType().Name} still offers a fix after {MaxRounds} rounds.");
        return project;
    }

    /// <summary>Fixes every finding of <paramref name="scope"/> at once.</summary>
    public static async Task<Project> FixAllAsync(Project project, DiagnosticAnalyzer analyzer, CodeFixProvider provider, FixAllScope scope)
    {
        if (await FirstActionAsync(project, analyzer, provider) is not var (document, first)) return project;
        var fixAll = provider.GetFixAllProvider();
        Assert.NotNull(fixAll);
        Assert.Contains(scope, fixAll.GetSupportedFixAllScopes());
        var context = new FixAllContext(
            document, provider, scope, first.EquivalenceKey, provider.FixableDiagnosticIds, new Findings(analyzer), CancellationToken.None);
        var action = await fixAll.GetFixAsync(context);
        Assert.NotNull(action);
        return await ApplyAsync(project, action);
    }

    private static async Task<(Document Document, CodeAction Action)?> FirstActionAsync(
        Project project, DiagnosticAnalyzer analyzer, CodeFixProvider provider)
    {
        foreach (var finding in await AnalyzerRun.FindingsAsync(project, allowErrors: false, analyzer))
        {
            if (!provider.FixableDiagnosticIds.Contains(finding.Id)) continue;
            var document = project.GetDocument(finding.Location.SourceTree)!;
            var actions = new List<CodeAction>();
            await provider.RegisterCodeFixesAsync(
                new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count == 0) continue;
            Assert.All(actions, action => Assert.False(string.IsNullOrEmpty(action.EquivalenceKey)));
            return (document, actions[0]);
        }

        return null;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetProject(project.Id)!;
    }

    private sealed class Findings(DiagnosticAnalyzer analyzer) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await AnalyzerRun.FindingsAsync(project, allowErrors: false, analyzer);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(document.Project, cancellationToken))
                .Where(finding => finding.Location.SourceTree?.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
