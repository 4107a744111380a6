using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Rules;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>The descriptors of the rules that are read from the lock graph.</summary>
internal static class LockDescriptors
{
    public static readonly DiagnosticDescriptor LockOrderInversion = Create(
        RuleIds.LockOrderInversion, "Locks are taken in opposite orders", "Lock-order inversion of {0}: {1}",
        "Two or more threads can take the same locks in different orders, each waiting for what the other holds. The message tells each thread's story.");

    public static readonly DiagnosticDescriptor DeclaredOrderBroken = Create(
        RuleIds.DeclaredOrderBroken, "A declared lock order is broken", "{0} is declared to be taken before {1}, but {2}",
        "[LockRank] and [AcquiredBefore] declare in which order locks are taken; this code takes them the other way round.");

    public static readonly DiagnosticDescriptor WaitUnderLock = Create(
        RuleIds.WaitUnderLock, "Waiting under a lock for work that needs the lock", "Waits for {0} while holding {1}, which that work needs: {2}",
        "The thread holds a lock and waits for something that only goes on once the lock is free.");

    public static readonly DiagnosticDescriptor NonReentrantReacquired = Create(
        RuleIds.NonReentrantReacquired, "A lock that is not re-entrant is taken again", "{0} is not re-entrant and is held already: {1}",
        "Semaphores, spin locks, asynchronous locks and reader-writer locks wait for themselves when their holder takes them again.");

    public static readonly DiagnosticDescriptor ForeignCodeUnderLock = Create(
        RuleIds.ForeignCodeUnderLock, "Foreign code runs under a lock", "{0} while holding {1}: it may take any lock, or come back",
        "An event, a delegate from outside or an inline continuation runs code that this type does not know, under this type's lock.", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor SameLockTwoInstances = Create(
        RuleIds.SameLockTwoInstances, "Two instances of one lock are nested without an order", "{0} of one object is taken while that of another is held: {1}",
        "Two threads that take the locks of two instances in opposite orders wait for each other; order the instances, or declare the order.");

    private static readonly ImmutableArray<DiagnosticDescriptor> AtEnd =
        [LockOrderInversion, DeclaredOrderBroken, WaitUnderLock, NonReentrantReacquired, ForeignCodeUnderLock, SameLockTwoInstances];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> WithType = AtEnd.ToImmutableDictionary(static rule => rule.Id, static rule => new DiagnosticDescriptor(
        rule.Id, rule.Title, "{0}", rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description, rule.HelpLinkUri));

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. AtEnd, .. WithType.Values.OrderBy(static rule => rule.Id, System.StringComparer.Ordinal)];

    /// <summary>A finding of a single type, told by the rule that does not wait for the end of the compilation.</summary>
    public static Diagnostic Live(Diagnostic found) =>
        Diagnostic.Create(WithType[found.Id], found.Location, found.Severity, found.AdditionalLocations, found.Properties, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    private static DiagnosticDescriptor Create(string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, RuleCategories.Concurrency, severity, isEnabledByDefault: true, description, RuleIds.HelpLink(id), WellKnownDiagnosticTags.CompilationEnd);
}
