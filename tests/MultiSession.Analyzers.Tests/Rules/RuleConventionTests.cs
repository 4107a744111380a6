using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Rules;
using MultiSession.CodeFixes;

namespace MultiSession.Analyzers.Tests.Rules;

/// <summary>What every rule keeps: registered id, help page, category, description, release entry.</summary>
public class RuleConventionTests
{
    private static readonly HashSet<string> Registered =
    [
        .. typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
    ];

    [Fact]
    public void Every_descriptor_is_complete()
    {
        Assert.All(AllAnalyzers.Descriptors(), rule =>
        {
            Assert.Contains(rule.Id, Registered);
            Assert.Equal(RuleIds.HelpLink(rule.Id), rule.HelpLinkUri);
            Assert.Equal(RuleCategories.Concurrency, rule.Category);
            Assert.True(rule.IsEnabledByDefault);
            Assert.NotEmpty(rule.Description.ToString());
            Assert.NotEqual("{0}", rule.MessageFormat.ToString());
        });
    }

    [Fact]
    public void Every_registered_id_has_its_page()
    {
        Assert.All(Registered, id => Assert.True(File.Exists(Path.Combine(Repository(), "docs", "rules", $"{id}.md")), $"docs/rules/{id}.md is missing."));
    }

    [Fact]
    public void Every_rule_has_a_release_entry()
    {
        var folder = Path.Combine(Repository(), "analyzers", "MultiSession.Analyzers");
        var tracked = File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"))
            .Concat(File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")))
            .Where(line => line.StartsWith("MSES", StringComparison.Ordinal))
            .ToLookup(line => line.Split('|')[0].Trim());
        Assert.All(AllAnalyzers.Descriptors(), rule => Assert.Single(tracked[rule.Id]));
    }

    [Fact]
    public void Every_analyzer_and_fix_is_exported_for_csharp()
    {
        Assert.All(AllAnalyzers.Create(), analyzer =>
            Assert.Equal([LanguageNames.CSharp], analyzer.GetType().GetCustomAttribute<DiagnosticAnalyzerAttribute>()!.Languages));
        var fixes = typeof(RuleCodeFixProvider).Assembly.GetTypes().Where(type => typeof(CodeFixProvider).IsAssignableFrom(type) && !type.IsAbstract).ToList();
        Assert.NotEmpty(fixes);
        Assert.All(fixes, type => Assert.NotNull(type.GetCustomAttribute<ExportCodeFixProviderAttribute>()));
        Assert.All(fixes, type => Assert.NotNull(((CodeFixProvider)Activator.CreateInstance(type)!).GetFixAllProvider()));
    }

    /// <summary>An analyzer that keeps symbols in a static field keeps whole compilations alive.</summary>
    [Fact]
    public void No_analyzer_has_static_symbol_caches()
    {
        var fields = typeof(RuleIds).Assembly.GetTypes().Where(type => !type.Name.Contains('<'))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic));
        Assert.DoesNotContain(fields, field => typeof(ISymbol).IsAssignableFrom(field.FieldType) || typeof(Compilation).IsAssignableFrom(field.FieldType) ||
            field.FieldType.GenericTypeArguments.Any(argument => typeof(ISymbol).IsAssignableFrom(argument) || typeof(Compilation).IsAssignableFrom(argument)));
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
