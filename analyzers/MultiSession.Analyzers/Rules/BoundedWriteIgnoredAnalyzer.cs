using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>MSES0009: a write that a full queue refuses, and whose answer nobody reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BoundedWriteIgnoredAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.BoundedWriteIgnored,
        "The result of a bounded write is ignored",
        "The result of '{0}' is ignored: when the queue is full or closed, the item is lost without a trace; {1}",
        RuleCategories.Concurrency,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A bounded queue answers a write with 'no' when it is full. Who does not read the answer loses items under load, and only there.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.BoundedWriteIgnored));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (BoundedWrites.Create(start.Compilation) is not { } writes || QueueCreations.Create(start.Compilation) is not { } creations) return;
            start.RegisterSymbolStartAction(type => new TypeAnalysis(writes, creations).Register(type), SymbolKind.NamedType);
        });
    }

    /// <summary>One type: where its queues come from, and which of its writes go unanswered.</summary>
    private sealed class TypeAnalysis(BoundedWrites writes, QueueCreations creations)
    {
        private readonly QueueOrigins _origins = new(creations);
        private readonly ConcurrentQueue<(IInvocationOperation Call, BoundedWrite Write)> _ignored = new();

        public void Register(SymbolStartAnalysisContext context)
        {
            context.RegisterOperationAction(
                operation => _origins.Record(operation.Operation, operation.ContainingSymbol),
                OperationKind.FieldInitializer, OperationKind.PropertyInitializer, OperationKind.VariableDeclarator, OperationKind.Return,
                OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment, OperationKind.DeconstructionAssignment);
            context.RegisterOperationAction(operation => FindIgnored((IInvocationOperation)operation.Operation), OperationKind.Invocation);
            context.RegisterSymbolEndAction(Report);
        }

        private void FindIgnored(IInvocationOperation invocation)
        {
            if (writes.Recognise(invocation) is not { } write || !IsStatement(invocation)) return;
            if (!write.IsAsync && write.Item is { } item && IsSignal(item.Unwrap())) return;
            _ignored.Enqueue((invocation, write));
        }

        /// <summary>An item that says nothing: a full queue already holds the same wake-up call.</summary>
        private static bool IsSignal(IOperation item) =>
            item is
                IDefaultValueOperation or
                { ConstantValue: { HasValue: true, Value: null or bool } } or
                IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } ||
            item.Type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } type && !type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false });

        /// <summary>Whether nothing is done with the answer. A task that is only configured is not awaited.</summary>
        private static bool IsStatement(IOperation call)
        {
            var parent = call.Parent;
            while (parent is IConditionalAccessOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" }) parent = parent.Parent;
            return parent is IExpressionStatementOperation;
        }

        private void Report(SymbolAnalysisContext context)
        {
            foreach (var (call, write) in _ignored)
            {
                var bound = _origins.BoundOf(write.Queue);
                if (bound is QueueBound.Unbounded or QueueBound.Dropping) continue;
                // Waiting writers queue up behind a full channel, but an unawaited WriteAsync loses nothing by itself.
                if (bound == QueueBound.Unknown && call.TargetMethod.Name == "WriteAsync") continue;
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule,
                    NameOf(call.Syntax),
                    effectiveSeverity: bound == QueueBound.Bounded ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                    additionalLocations: null,
                    properties: null,
                    call.TargetMethod.Name,
                    write.IsAsync ? "await it" : "check it, or wait for room"));
            }
        }

        private static Location NameOf(SyntaxNode call) => call switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.GetLocation(),
            _ => call.GetLocation(),
        };
    }
}
