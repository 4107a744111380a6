using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MultiSession.Analyzers.Tests.Verification;

/// <summary>Runs analyzers over a project the way the compiler does; an exception in an analyzer fails the test.</summary>
internal static class AnalyzerRun
{
    /// <summary>The findings that are not suppressed, in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindingsAsync(Project project, bool allowErrors, params DiagnosticAnalyzer[] analyzers)
    {
        var compilation = (await project.GetCompilationAsync())!;
        if (!allowErrors)
        {
            var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
            Assert.True(errors.Count == 0, "The test's source does not compile:\n" + string.Join("\n", errors));
        }

        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => failures.Enqueue($"{analyzer.GetType().Name} threw {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var findings = await compilation.WithAnalyzers([.. analyzers], options).GetAnalyzerDiagnosticsAsync();
        Assert.True(failures.IsEmpty, string.Join("\n", failures));
        Assert.DoesNotContain(findings, finding => finding.Id.StartsWith("AD", StringComparison.Ordinal));
        return
        [
            .. findings.Where(finding => !finding.IsSuppressed)
                .OrderBy(finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.SourceSpan.Start)
                .ThenBy(finding => finding.Id, StringComparer.Ordinal)
        ];
    }
}
