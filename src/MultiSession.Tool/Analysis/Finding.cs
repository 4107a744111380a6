using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;

namespace MultiSession.Tool.Analysis;

/// <summary>One diagnostic that is reported, with the stories and locks that its properties carry.</summary>
internal sealed record Finding(Diagnostic Diagnostic)
{
    public string RuleId => Diagnostic.Id;

    public DiagnosticSeverity Severity => Diagnostic.Severity;

    public string Message { get; } = Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    public Location Location => Diagnostic.Location;

    public ImmutableArray<string> Locks { get; } = LockDiagnosticProperties.ReadLocks(Diagnostic);

    public string? Confidence => Diagnostic.Properties.GetValueOrDefault(LockDiagnosticProperties.Confidence);

    /// <summary>The threads' stories; empty for rules that tell none.</summary>
    public ImmutableArray<StoryStep> Steps { get; } = LockDiagnosticProperties.ReadSteps(Diagnostic);
}
