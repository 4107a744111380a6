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

    /// <summary>One type: its leaks, and the locks that it frees in another body than it takes them in.</summary>
    private sealed class TypeAnalysis
    {
        private readonly ConcurrentQueue<(LockKey Key, Diagnostic Finding)> _leaks = new();
        private readonly ConcurrentDictionary<LockKey, bool> _freedElsewhere = new();

        public void Register(SymbolStartAnalysisContext context)
        {
            context.RegisterOperationBlockStartAction(block =>
            {
                var calls = new ConcurrentQueue<LockCall>();
                block.RegisterOperationAction(
                    operation =>
                    {
                        if (LockCalls.Recognise((IInvocationOperation)operation.Operation) is { } call) calls.Enqueue(call);
                    },
                    OperationKind.Invocation);
                block.RegisterOperationBlockEndAction(end => AnalyzeBlock(end, calls));
            });
            context.RegisterSymbolEndAction(Report);
        }

        private void AnalyzeBlock(OperationBlockAnalysisContext context, IEnumerable<LockCall> calls)
        {
            foreach (var function in calls.GroupBy(call => Functions.Enclosing(call.Invocation)))
            {
                ControlFlowGraph? graph = null;
                foreach (var lockCalls in function.GroupBy(call => call.Key))
                {
                    var releases = lockCalls.Where(call => call.Action == LockAction.Release).ToList();
                    if (releases.Count == 0) continue;
                    if (releases.Count == lockCalls.Count())
                    {
                        _freedElsewhere.TryAdd(lockCalls.Key, true);
                        continue;
                    }

                    graph ??= Functions.GraphOf(context, function.Key, function.First().Invocation);
                    if (graph is null) break;
                    var paths = new LockPaths(graph, lockCalls.Key, releases);
                    foreach (var acquire in lockCalls.Where(call => call.Action != LockAction.Release))
                    {
                        context.CancellationToken.ThrowIfCancellationRequested();
                        if (paths.FindLeak(acquire, context.CancellationToken) is { } leak) _leaks.Enqueue((acquire.Key, Describe(acquire, leak)));
                    }
                }
            }
        }

        private static Diagnostic Describe(LockCall acquire, LockLeak leak) => Diagnostic.Create(
            Rule,
            acquire.Invocation.Syntax.GetLocation(),
            additionalLocations: [leak.Where.GetLocation()],
            acquire.Key.Path,
            leak.How,
            leak.Where.GetLocation().GetLineSpan().StartLinePosition.Line + 1);

        private void Report(SymbolAnalysisContext context)
        {
            foreach (var (key, finding) in _leaks)
                if (!_freedElsewhere.ContainsKey(key)) context.ReportDiagnostic(finding);
        }
    }
}
