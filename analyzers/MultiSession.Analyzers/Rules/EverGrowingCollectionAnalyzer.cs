using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>MSES0010: a keyed collection that lives as long as the program and is only ever added to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EverGrowingCollectionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.EverGrowingCollection,
        "A long-lived collection only grows",
        "'{0}' lives as long as the program, gets keys from '{1}', and nothing ever removes one: remove entries when their owner ends, or bound it",
        RuleCategories.Concurrency,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A static collection that is keyed by what comes in from outside and never gives anything back is a leak: it takes weeks to show and looks like anything else.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.EverGrowingCollection),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // Nothing is reported in generated code, but a removal there counts.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(start => new Analysis(start.Compilation).Register(start));
    }

    private sealed class Analysis(Compilation compilation)
    {
        private readonly KeyedCollections _collections = new(compilation);
        private readonly Singletons _singletons = new();
        private readonly ConcurrentDictionary<ISymbol, Growth> _growths = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<ISymbol, bool> _released = new(SymbolEqualityComparer.Default);

        public void Register(CompilationStartAnalysisContext context)
        {
            context.RegisterOperationAction(operation => Use(operation.Operation, operation.ContainingSymbol), OperationKind.FieldReference, OperationKind.PropertyReference);
            context.RegisterOperationAction(
                operation => _singletons.Record(operation.Operation),
                OperationKind.FieldInitializer, OperationKind.PropertyInitializer, OperationKind.SimpleAssignment, OperationKind.ObjectCreation, OperationKind.Invocation);
            context.RegisterCompilationEndAction(Report);
        }

        private void Use(IOperation reference, ISymbol containing)
        {
            if (reference.Type is not { } type || !_collections.GrowsByKey(type)) return;
            var member = reference.ReferencedSymbol()!.OriginalDefinition;
            if (!CanBeFollowed(member)) return;
            switch (CollectionUse.Of(reference, containing))
            {
                case CollectionUseKind.Adds:
                    var growth = new Growth(containing, EphemeralKeys.Contains(reference), reference.Syntax);
                    _growths.AddOrUpdate(member, growth, (_, known) => growth.ComesBefore(known) ? growth : known);
                    break;
                case CollectionUseKind.MayRemove:
                    _released.TryAdd(member, true);
                    break;
            }
        }

        /// <summary>Every use is in this compilation, and the collection is not computed anew by each read.</summary>
        private static bool CanBeFollowed(ISymbol member) =>
            member.Locations.Any(location => location.IsInSource) &&
            member is IFieldSymbol or IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false, IsIndexer: false } &&
            !IsVisibleOutside(member) &&
            (member is IFieldSymbol || member.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member)));

        private static bool IsVisibleOutside(ISymbol member)
        {
            for (var symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
                if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)) return false;
            return true;
        }

        private void Report(CompilationAnalysisContext context)
        {
            foreach (var growth in _growths)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (_released.ContainsKey(growth.Key) || !(growth.Key.IsStatic || _singletons.Contains(growth.Key.ContainingType))) continue;
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule,
                    growth.Key.Locations[0],
                    effectiveSeverity: growth.Value.IsEphemeral ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                    additionalLocations: null,
                    properties: null,
                    growth.Key.Name,
                    growth.Value.By.Name));
            }
        }
    }

    /// <summary>Who adds to a collection, whether its keys come and go, and where.</summary>
    private sealed record Growth(ISymbol By, bool IsEphemeral, SyntaxNode At)
    {
        /// <summary>Whether this one is told: keys that come and go, then the first in the source, in whichever order the bodies were read.</summary>
        public bool ComesBefore(Growth other)
        {
            if (IsEphemeral != other.IsEphemeral) return IsEphemeral;
            var order = string.CompareOrdinal(At.SyntaxTree.FilePath, other.At.SyntaxTree.FilePath);
            return order < 0 || order == 0 && At.SpanStart < other.At.SpanStart;
        }
    }
}
