using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks;

/// <summary>What the lock rules put into <see cref="Diagnostic.Properties"/>, and how a consumer reads it back.</summary>
internal static class LockDiagnosticProperties
{
    /// <summary>The locks of the finding, as <c>Namespace.Type.member</c>.</summary>
    public const string Locks = "locks";

    /// <summary>How sure the finding is: <c>direct</c>, <c>target</c>, <c>dispatch</c> or <c>delegate</c>.</summary>
    public const string Confidence = "confidence";

    private const string Steps = "steps";
    private const char Separator = '\n';
    private const char ThreadSeparator = '|';

    public static ImmutableDictionary<string, string?> Write(IEnumerable<string> locks, string confidence, IEnumerable<StoryStep> steps) =>
        ImmutableDictionary<string, string?>.Empty
            .Add(Locks, string.Join(Separator.ToString(), locks))
            .Add(Confidence, confidence)
            .Add(Steps, string.Join(Separator.ToString(), steps.Select(step => $"{step.Thread}{ThreadSeparator}{step.Message}")));

    /// <summary>What tells two findings of one rule at one place apart.</summary>
    public static string KeyOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Locks, out var locks) ? locks ?? "" : "";

    /// <summary>Whether no step of the finding hinges on which override, implementation or handler runs.</summary>
    public static bool IsCertain(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Confidence, out var confidence) && confidence is "direct" or "target";

    /// <summary>The same for two findings that tell of one mistake: a cycle is its locks; everything else has a place.</summary>
    public static (string Rule, string Locks, Location? Place) IdentityOf(Diagnostic diagnostic) =>
        (diagnostic.Id, string.Join(Separator.ToString(), ReadLocks(diagnostic).OrderBy(static name => name, System.StringComparer.Ordinal)),
            diagnostic.Id == Rules.RuleIds.LockOrderInversion ? null : diagnostic.Location);

    public static ImmutableArray<string> ReadLocks(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Locks, out var locks) && !string.IsNullOrEmpty(locks) ? [.. locks!.Split(Separator)] : [];

    /// <summary>The steps of the stories; the n-th stands at the n-th additional location of the diagnostic.</summary>
    public static ImmutableArray<StoryStep> ReadSteps(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(Steps, out var text) || string.IsNullOrEmpty(text)) return [];
        return
        [
            .. text!.Split(Separator).Zip(diagnostic.AdditionalLocations, (line, location) =>
            {
                var bar = line.IndexOf(ThreadSeparator);
                return new StoryStep(int.Parse(line.Substring(0, bar), System.Globalization.CultureInfo.InvariantCulture), line.Substring(bar + 1), location);
            })
        ];
    }
}
