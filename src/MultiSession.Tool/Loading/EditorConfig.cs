using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MultiSession.Tool.Analysis;

namespace MultiSession.Tool.Loading;

/// <summary>The .editorconfig and .globalconfig files of a compilation, as the compiler reads them.</summary>
internal sealed class EditorConfig
{
    private readonly AnalyzerConfigSet _files;
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(StringComparer.Ordinal);

    public EditorConfig(IEnumerable<string> paths)
    {
        _files = AnalyzerConfigSet.Create(paths.Where(File.Exists).Select(Read).OfType<AnalyzerConfig>().ToArray());
        (Severities, Options) = (new SeverityProvider(this), new OptionsProvider(this));
    }

    /// <summary>The severities that they set.</summary>
    public SyntaxTreeOptionsProvider Severities { get; }

    /// <summary>Every other key, for generators.</summary>
    public AnalyzerConfigOptionsProvider Options { get; }

    /// <summary>Nothing when it may not be read, as one far above a folder.</summary>
    private static AnalyzerConfig? Read(string path)
    {
        try
        {
            return AnalyzerConfig.Parse(SourceText.From(File.ReadAllText(path)), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private AnalyzerConfigOptionsResult For(string path) => _byPath.GetOrAdd(path, _files.GetOptionsForSourcePath);

    private sealed class SeverityProvider(EditorConfig configuration) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            !configuration.For(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value) ? GeneratedKind.Unknown
            : bool.TryParse(value, out var generated) && generated ? GeneratedKind.MarkedGenerated
            : GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration.For(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity) || TryGetBulkValue(tree, diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration._files.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);

        /// <summary>A severity for a category or for all analyzers, which holds where a rule has none of its own.</summary>
        private bool TryGetBulkValue(SyntaxTree tree, string diagnosticId, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            if (!RuleCatalog.Rules.TryGetValue(diagnosticId, out var rule)) return false;
            var options = configuration.For(tree.FilePath).AnalyzerOptions;
            if (!options.TryGetValue($"dotnet_analyzer_diagnostic.category-{rule.Category}.severity", out var value)
                && !options.TryGetValue("dotnet_analyzer_diagnostic.severity", out value))
                return false;
            severity = value.ToLowerInvariant() switch
            {
                "error" => ReportDiagnostic.Error,
                "warning" => ReportDiagnostic.Warn,
                "suggestion" => ReportDiagnostic.Info,
                "silent" => ReportDiagnostic.Hidden,
                "none" => ReportDiagnostic.Suppress,
                _ => ReportDiagnostic.Default,
            };
            return severity != ReportDiagnostic.Default;
        }
    }

    private sealed class OptionsProvider(EditorConfig configuration) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(configuration._files.GlobalConfigOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(configuration.For(tree.FilePath));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(configuration.For(textFile.Path));

        private sealed class Options(AnalyzerConfigOptionsResult options) : AnalyzerConfigOptions
        {
            public override IEnumerable<string> Keys => options.AnalyzerOptions.Keys;

            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => options.AnalyzerOptions.TryGetValue(key, out value);
        }
    }
}
