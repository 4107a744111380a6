using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Rules;

namespace MultiSession.Docs.Tests;

/// <summary>
/// Each rule has a page <c>docs/rules/ID.md</c> with at least one bad and one good example (marked after the fence, or by the heading
/// above): the bad ones report exactly that rule, the good ones nothing.
/// </summary>
public class RulePageTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. from type in typeof(RuleIds).Assembly.GetTypes()
           where type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null
           select (DiagnosticAnalyzer)Activator.CreateInstance(type, nonPublic: true)!
    ];

    private static readonly IReadOnlyList<string> Pages =
        [.. Repository.Pages.Where(page => page.StartsWith("docs/rules/MSES", StringComparison.Ordinal))];

    private static readonly IReadOnlyList<string> Implemented =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public async Task The_bad_examples_report_exactly_the_rule_and_the_good_ones_nothing()
    {
        var problems = new List<string>();
        foreach (var id in Implemented)
        {
            var page = $"docs/rules/{id}.md";
            Assert.Contains(page, Pages);
            var blocks = CodeBlock.Read(page).Where(block => block.IsCSharp).ToList();
            if (!blocks.Any(block => block.Is("bad")) || !blocks.Any(block => block.Is("good")))
                problems.Add($"{page} needs a bad and a good example.");
            foreach (var block in blocks.Where(block => block.Is("bad") || block.Is("good")))
            {
                var reported = (await FindingsAsync(block)).Select(finding => finding.Id).Distinct().ToList();
                if (!reported.SequenceEqual(block.Is("bad") ? [id] : []))
                    problems.Add($"{block} reports [{string.Join(", ", reported)}].");
            }
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public void Each_rule_leads_to_its_page() =>
        Assert.All(
            Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics),
            rule => Assert.Equal(RuleIds.HelpLink(rule.Id), rule.HelpLinkUri));

    [Fact]
    public void Each_registered_rule_has_a_page_and_each_page_a_rule()
    {
        var ids = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<string>();
        Assert.Equal(ids.Order(StringComparer.Ordinal), Pages.Select(Path.GetFileNameWithoutExtension));
    }

    private static async Task<ImmutableArray<Diagnostic>> FindingsAsync(CodeBlock block)
    {
        var compilation = PageCompiler.Compile([block]);
        var enabled = Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)).Distinct();
        var options = ((CSharpCompilationOptions)compilation.Options).WithSpecificDiagnosticOptions(enabled);
        return await compilation.WithOptions(options).WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
    }
}
