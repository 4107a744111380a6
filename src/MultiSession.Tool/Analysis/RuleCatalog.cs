using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Locks;

namespace MultiSession.Tool.Analysis;

/// <summary>The analyzers of this repository and the rules that they report.</summary>
internal static class RuleCatalog
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> All =
    [
        .. typeof(LockAnalysis).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!), // null only for Nullable<T>
    ];

    /// <summary>All rules by id.</summary>
    public static ImmutableSortedDictionary<string, DiagnosticDescriptor> Rules { get; } =
        All.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.OrdinalIgnoreCase);

    /// <summary>The analyzers that can report one of the selected rules, without the lock analyzer.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> AnalyzersOf(RuleSelection selection) =>
        [.. All.Where(analyzer => !IsLockAnalyzer(analyzer) && Reports(analyzer, selection))];

    /// <summary>Whether one of the selected rules needs the lock analysis.</summary>
    public static bool NeedsLockAnalysis(RuleSelection selection) =>
        All.Any(analyzer => IsLockAnalyzer(analyzer) && Reports(analyzer, selection));

    private static bool Reports(DiagnosticAnalyzer analyzer, RuleSelection selection) =>
        analyzer.SupportedDiagnostics.Any(rule => selection.Includes(rule.Id));

    /// <summary>Its rules come from <see cref="LockAnalysis"/> over all compilations together; run for each it would report them twice.</summary>
    private static bool IsLockAnalyzer(DiagnosticAnalyzer analyzer) => analyzer is LockAnalyzer;
}
