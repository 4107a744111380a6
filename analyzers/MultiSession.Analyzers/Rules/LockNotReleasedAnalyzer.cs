using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>MSES0006: a lock that some path of the body, a return or an exception, leaves taken.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockNotReleasedAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.LockNotReleased,
        "A lock is not released on every path",
        "'{0}' stays taken for ever when {1} at line {2}; release it in a finally block",
        RuleCategories.Concurrency,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A lock that one path forgets stops every thread that asks for it after that, with no exception that tells why.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.LockNotReleased));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolStartAction(type => new TypeAnalysis().Register(type), SymbolKind.NamedType);
    }

    /// <summary>One type: who takes and frees which lock in it.</summary>
    private sealed class TypeAnalysis
    {
        private readonly ConcurrentQueue<LockCall> _calls = new();

        public void Register(SymbolStartAnalysisContext context)
        {
            context.RegisterOperationAction(
                operation =>
                {
                    if (LockCalls.Recognise((IInvocationOperation)operation.Operation) is { } call) _calls.Enqueue(call);
                },
                OperationKind.Invocation);
            context.RegisterSymbolEndAction(Report);
        }

        private void Report(SymbolAnalysisContext context)
        {
            var leaks = new List<(LockKey Key, Diagnostic Finding)>();
            var freedElsewhere = new HashSet<LockKey>();
            foreach (var function in _calls.GroupBy(call => Functions.Enclosing(call.Invocation)))
            {
                ControlFlowGraph? graph = null;
                foreach (var calls in function.GroupBy(call => call.Key))
                {
                    var acquisitions = calls.Where(call => call.Action != LockAction.Release).ToList();
                    var releases = calls.Where(call => call.Action == LockAction.Release).ToList();
                    if (acquisitions.Count == 0) freedElsewhere.Add(calls.Key);
                    if (acquisitions.Count == 0 || releases.Count == 0) continue;
                    graph ??= Functions.GraphOf(function.Key, context.CancellationToken);
                    if (graph is null) break;
                    var paths = new LockPaths(graph, calls.Key, releases);
                    foreach (var acquire in acquisitions)
                        if (paths.FindLeak(acquire, context.CancellationToken) is { } leak) leaks.Add((acquire.Key, Describe(acquire, leak)));
                }
            }

            // A lock that another body of the type frees is handed over, not forgotten.
            foreach (var (key, finding) in leaks)
                if (!freedElsewhere.Contains(key)) context.ReportDiagnostic(finding);
        }

        private static Diagnostic Describe(LockCall acquire, LockLeak leak) => Diagnostic.Create(
            Rule,
            acquire.Invocation.Syntax.GetLocation(),
            additionalLocations: [leak.Where.GetLocation()],
            acquire.Key.Path,
            leak.How,
            leak.Where.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
    }
}
