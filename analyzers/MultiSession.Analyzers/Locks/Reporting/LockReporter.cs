using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>Turns a solved program into diagnostics, each at a stable place and only once.</summary>
internal static class LockReporter
{
    public static ImmutableArray<Diagnostic> Report(SolvedProgram solved, IReadOnlyList<LockCycle> cycles)
    {
        var wrappers = solved.Program.Wrappers;
        var broken = BrokenOrders(solved.Graph, wrappers).ToList();
        IEnumerable<Diagnostic> all =
        [
            .. Cause.Of(cycles.Where(static cycle => !cycle.Nestings.Any(static nesting => DeclaredOrder.IsBroken(nesting.Outer.Lock, nesting.Inner)))).Select(cause => Inversion(cause, wrappers)),
            .. broken,
            .. SelfNestings(solved.Graph, wrappers, solved.Program),
            .. ForeignCodeFinder.Find(solved),
            .. WaitFinder.Find(solved),
        ];
        return
        [
            .. all.GroupBy(static diagnostic => (diagnostic.Id, diagnostic.Location, LockDiagnosticProperties.KeyOf(diagnostic)))
                .Select(static group => group.First())
                .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, System.StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => diagnostic.Id, System.StringComparer.Ordinal),
        ];
    }

    /// <summary>A diagnostic with its stories as related locations.</summary>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, Confidence confidence, IReadOnlyList<ProgramLock> locks, IReadOnlyList<Story> stories, SyntaxNode at, params string[] arguments)
    {
        var steps = stories.SelectMany(static story => story.Steps).ToList();
        var severity = confidence >= Confidence.Dispatch && descriptor.DefaultSeverity > DiagnosticSeverity.Info ? DiagnosticSeverity.Info : descriptor.DefaultSeverity;
        return Diagnostic.Create(
            descriptor,
            at.GetLocation(),
            severity,
            steps.Select(static step => step.Location),
            LockDiagnosticProperties.Write(locks.Select(static @lock => @lock.Name), confidence.ToString().ToLowerInvariant(), steps),
            [.. arguments]);
    }

    private static Diagnostic Inversion(Cause cause, Wrappers wrappers)
    {
        var cycle = cause.Told;
        var first = cycle.Nestings.Select(static (nesting, index) => (nesting, index)).OrderBy(static item => item.nesting.Syntax.SyntaxTree.FilePath, System.StringComparer.Ordinal)
            .ThenBy(static item => item.nesting.Syntax.SpanStart).First().index;
        var nestings = Enumerable.Range(0, cycle.Nestings.Count).Select(offset => cycle.Nestings[(first + offset) % cycle.Nestings.Count]).ToList();
        var stories = nestings.Select((nesting, index) => Story.Of(nesting, index, wrappers)).ToList();
        var locks = nestings.Select(static nesting => nesting.Outer.Lock).ToList();
        var text = string.Join("; ", stories.Select(static (story, index) => $"{(index == 0 ? "one thread " : "another ")}{story.Text}")) + cause.Others(wrappers);
        return Create(LockDescriptors.LockOrderInversion, cycle.Confidence, locks, stories, nestings[0].Syntax, string.Join(" and ", locks.Select(@lock => Story.LockName(@lock, wrappers))), text);
    }

    private static IEnumerable<Diagnostic> BrokenOrders(LockGraph graph, Wrappers wrappers) =>
        from edge in graph.Edges
        where DeclaredOrder.IsBroken(edge.Key.From, edge.Key.To)
        let nesting = edge.Value[0]
        let story = Story.Of(nesting, 0, wrappers)
        select Create(LockDescriptors.DeclaredOrderBroken, nesting.Route.Confidence, [edge.Key.From, edge.Key.To], [story], nesting.Syntax,
            Story.LockName(edge.Key.To, wrappers), Story.LockName(edge.Key.From, wrappers), $"this code {story.Text}");

    private static IEnumerable<Diagnostic> SelfNestings(LockGraph graph, Wrappers wrappers, LockProgram program)
    {
        foreach (var group in graph.SelfNestings.GroupBy(static nesting => (nesting.Syntax, nesting.Inner)))
        {
            var nesting = group.OrderBy(candidate => IsHandedBack(candidate, program) ? 0 : 1).ThenBy(static candidate => candidate.Cost).First();
            var (outer, inner) = (nesting.Outer.Reference.Owner, nesting.Taken.Owner);
            // Who has just made one of the two objects is the only one yet that takes both.
            bool IsRenewed(Owner owner) => owner switch
            {
                { Kind: OwnerKind.Member, Symbol: { } member } => program.IsRenewed(nesting.Body, member),
                { Kind: OwnerKind.Local, Symbol: ILocalSymbol local } => IsCreated(local, program),
                _ => false,
            };
            if (IsSameInstance(outer, inner) || IsHandedBack(nesting, program) || IsShared(nesting, program))
            {
                if (nesting.Inner.IsReentrant || IsAllowedAgain(nesting) || IsNewVariable(nesting)) continue;
                var confidence = IsSameInstance(outer, inner) ? nesting.Route.Confidence : (Confidence)System.Math.Max((int)nesting.Route.Confidence, (int)Confidence.Dispatch);
                var story = Story.Of(nesting, 0, wrappers);
                yield return Create(LockDescriptors.NonReentrantReacquired, confidence, [nesting.Inner], [story], nesting.Syntax, Story.LockName(nesting.Inner, wrappers), story.Text);
            }
            else if ((outer.IsOtherThan(inner) && !IsDescent(nesting) || IsPeer(nesting))
                && !nesting.Gates.AreClosed && !IsRenewed(outer) && !IsRenewed(inner) && !program.Locks.IsShared(nesting.Inner)
                && nesting.Route.Confidence < Confidence.Dispatch && !DeclaredOrder.IsDeclared(nesting.Inner) && !IsOrdered(nesting, graph)
                && nesting.Inner.Flavor is not LockFlavor.Lazy && (nesting.Taken.Mode != LockMode.Read || nesting.Outer.Mode != LockMode.Read))
            {
                var story = Story.Of(nesting, 0, wrappers);
                yield return Create(LockDescriptors.SameLockTwoInstances, nesting.Route.Confidence, [nesting.Inner], [story], nesting.Syntax, Story.LockName(nesting.Inner, wrappers), story.Text);
            }
        }
    }

    /// <summary>Whether all that a local is ever given are new objects.</summary>
    private static bool IsCreated(ILocalSymbol local, LockProgram program)
    {
        var given = program.Facts.TypeFlows.Where(flow => SymbolEqualityComparer.Default.Equals(flow.Target, local)).ToList();
        return given.Count > 0 && given.TrueForAll(static flow => flow.IsNew);
    }

    private static bool IsSameInstance(Owner outer, Owner inner) => outer.IsExact && outer.Equals(inner);

    /// <summary>Whether somebody has an object, such as himself or what a member of his stores, run under its lock what comes back for the lock of that same object.</summary>
    private static bool IsHandedBack(Nesting nesting, LockProgram program) =>
        nesting is { Passed: { Owner: { Kind: OwnerKind.This or OwnerKind.Member } same } passed, Outer.Reference.Owner.Kind: OwnerKind.This }
        && program.CallersOf(nesting.Body).Any(caller => caller.Call.Site is var site && site.Receiver.Equals(same) && site.DelegatesFor(passed.Parameter) is { } given
            && given.Any(one => (one.Receiver.Kind == OwnerKind.This || same.Symbol is { IsStatic: true }) && SymbolEqualityComparer.Default.Equals(one.Symbol, passed.Target)));

    /// <summary>Whether both objects were given the lock by whoever created them, so that they most likely share it.</summary>
    private static bool IsShared(Nesting nesting, LockProgram program) =>
        nesting.Outer.Reference.Owner.Kind is OwnerKind.This or OwnerKind.Member && nesting.Taken.Owner.Kind is not (OwnerKind.This or OwnerKind.Static)
        && program.Wrappers.IsInjected(nesting.Inner.Symbol);

    /// <summary>Whether an object, holding its own lock, hands itself to another of its kind, which takes its own: nobody is handed to itself.</summary>
    private static bool IsPeer(Nesting nesting) =>
        nesting.Route is { Call: { Call.Site: { Receiver.Kind: OwnerKind.Local or OwnerKind.Parameter, ArgumentOwners.IsDefault: false } site } call, Reach.Owner.Kind: OwnerKind.This or OwnerKind.Member }
        && nesting.Outer.Reference.Owner.Kind is OwnerKind.This or OwnerKind.Member
        && site.ArgumentOwners.Contains(Owner.This)
        && SymbolEqualityComparer.Default.Equals(call.Target.Body.ContainingType, nesting.Body.ContainingType);

    /// <summary>Whether a method calls itself on what its object holds: down a tree, a parent always comes before its child.</summary>
    private static bool IsDescent(Nesting nesting) => nesting.Route.Call is { Call.Site.Receiver.Kind: OwnerKind.Local } call && call.Target.Body == nesting.Body;

    /// <summary>Whether the method takes the two both ways round: it compares them first.</summary>
    private static bool IsOrdered(Nesting nesting, LockGraph graph) =>
        graph.SelfNestings.Any(other => other.Body == nesting.Body && other.Inner == nesting.Inner
            && other.Taken.Owner.Equals(nesting.Outer.Reference.Owner) && other.Outer.Reference.Owner.Equals(nesting.Taken.Owner));

    /// <summary>Whether a method that keeps the lock in a local calls itself, and so has another local.</summary>
    private static bool IsNewVariable(Nesting nesting) =>
        nesting.Inner.Symbol is ILocalSymbol local && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, nesting.Body.Symbol) && nesting.Route.PassesThrough(nesting.Body);

    private static bool IsAllowedAgain(Nesting nesting) =>
        nesting.Inner.Flavor == LockFlavor.ReaderWriterSlim && nesting.Outer.Mode == LockMode.Upgradeable && nesting.Taken.Mode != LockMode.Upgradeable;
}
