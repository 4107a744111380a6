using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Rules;

namespace MultiSession.Analyzers.Tests.Rules;

/// <summary>Every analyzer of the shipped assembly, found by reflection, so that a new one cannot be forgotten.</summary>
internal static class AllAnalyzers
{
    public static DiagnosticAnalyzer[] Create() =>
    [
        .. typeof(RuleIds).Assembly.GetTypes()
            .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
    ];

    public static ImmutableArray<Microsoft.CodeAnalysis.DiagnosticDescriptor> Descriptors() =>
        [.. Create().SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(descriptor => (descriptor.Id, descriptor.DefaultSeverity))];
}
