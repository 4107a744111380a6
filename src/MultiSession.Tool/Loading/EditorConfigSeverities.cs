using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>The severities that .editorconfig and .globalconfig files set, as the compiler reads them.</summary>
internal sealed class EditorConfigSeverities : SyntaxTreeOptionsProvider
{
    private readonly AnalyzerConfigSet _configuration;
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(StringComparer.Ordinal);

    public EditorConfigSeverities(IEnumerable<string> paths) =>
        _configuration = AnalyzerConfigSet.Create(paths.Where(File.Exists).Select(path => AnalyzerConfig.Parse(SourceText.From(File.ReadAllText(path)), path)).ToArray());

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        !OptionsOf(tree).AnalyzerOptions.TryGetValue("generated_code", out var value) ? GeneratedKind.Unknown
        : bool.TryParse(value, out var generated) && generated ? GeneratedKind.MarkedGenerated
        : GeneratedKind.NotGenerated;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        OptionsOf(tree).TreeOptions.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        _configuration.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);

    private AnalyzerConfigOptionsResult OptionsOf(SyntaxTree tree) =>
        _byPath.GetOrAdd(tree.FilePath, path => _configuration.GetOptionsForSourcePath(path));
}
