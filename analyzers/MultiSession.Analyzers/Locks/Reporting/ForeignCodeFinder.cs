using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>Code of others that runs under a lock (MSES0007): held by the body that calls it, or by all who call that body.</summary>
internal static class ForeignCodeFinder
{
    public static IEnumerable<Diagnostic> Find(SolvedProgram solved)
    {
        var completions = new CompletionFlow(solved.Program.Facts);
        foreach (var body in solved.Program.Bodies)
        {
            if (solved.Entry.IsDead(body)) continue;
            foreach (var call in body.Calls)
            {
                if (call.Site.Foreign == ForeignCode.None || Describe(call.Site, solved.Program, completions) is not { } what) continue;
                if (HeldAt(call, body, solved) is { } held)
                {
                    if (!IsUnknownYet(call.Site, held.Lock)) yield return Report(solved, what, held, call.Site.Syntax, []);
                }
                else
                {
                    // What is mended is the helper: its first call under a lock stands for all.
                    foreach (var calls in HoldersOf(call, body, solved).Where(holder => !IsUnknownYet(call.Site, holder.Held.Lock)).GroupBy(static holder => holder.Held.Lock))
                    {
                        var (caller, heldThere) = calls.First();
                        yield return Report(solved, $"Calls {Story.NameOf(body.Symbol)}, which {char.ToLowerInvariant(what[0])}{what.Substring(1)}", heldThere, caller.Call.Site.Syntax, calls.Skip(1).Select(static other => other.Caller.Call.Site.Syntax));
                    }
                }
            }
        }
    }

    /// <summary>Whether what runs is in a static member of the very type that is being initialized: nobody else has put anything there.</summary>
    private static bool IsUnknownYet(CallSite site, ProgramLock held) =>
        held.IsInitialization && (site.NeededMember ?? site.Delegate?.Symbol) is { IsStatic: true } member && SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, held.Symbol.ContainingType);

    private static Diagnostic Report(SolvedProgram solved, string what, HeldLock held, SyntaxNode at, IEnumerable<SyntaxNode> alsoAt)
    {
        var name = Story.LockName(held.Lock, solved.Program.Wrappers);
        StoryStep[] steps = [new(0, $"takes {name}", held.Syntax.GetLocation()), .. alsoAt.Select(static other => new StoryStep(0, "does the same", other.GetLocation()))];
        return Diagnostic.Create(LockDescriptors.ForeignCodeUnderLock, at.GetLocation(), additionalLocations: steps.Select(static step => step.Location),
            properties: LockDiagnosticProperties.Write([held.Lock.Name], "direct", steps), what, name);
    }

    /// <summary>Those who call a helper under a lock, where others call it without: of its own type, or of any where it completes a source.</summary>
    private static IEnumerable<(Caller Caller, HeldLock Held)> HoldersOf(CallEvent call, Body helper, SolvedProgram solved)
    {
        var reach = new Reach(call, LockMode.Exclusive, Owner.Unknown, cost: 1, call.AfterSuspend, acquire: null, step: null, next: null, new Needs(null, call.Conditions, OwnerType: null, OwnerPlaces: null, call.Freed));
        foreach (var caller in solved.Program.CallersOf(helper))
        {
            if (call.Site.Foreign != ForeignCode.Continuation && !AreInOneType(caller.Body, helper)) continue;
            if (caller.Target.Confidence > Confidence.Target || caller.Call.Site.RunsElsewhere || call.AfterSuspend && !caller.WaitsForAll || solved.Entry.IsDead(caller.Body)) continue;
            if (solved.Reachability.Follow(caller, reach) is not { Needs.Freed: var freed }) continue;
            if (caller.Call.Held.All().FirstOrDefault(held => !freed.Contains(held.Lock) && !solved.Entry.IsUnknownToOthers(held.Reference.Owner, caller.Body)) is { } held) yield return (caller, held);
        }
    }

    private static bool AreInOneType(Body one, Body other) => SymbolEqualityComparer.Default.Equals(one.ContainingType?.Outermost, other.ContainingType?.Outermost);

    /// <summary>The lock that is held at a call: taken by the body, or by all who call it, one of them in its own type, in one inside that or around it.</summary>
    private static HeldLock? HeldAt(CallEvent call, Body body, SolvedProgram solved) =>
        call.Held.All().FirstOrDefault(held => !solved.Entry.IsUnknownToOthers(held.Reference.Owner, body))
        ?? (call.AfterSuspend && !IsWaitedFor(body, solved) ? [] : solved.Entry.Of(body).Except(call.Freed)).OrderBy(static held => held.Id)
            .Select(held => HeldByCaller(held, body, call.AfterSuspend, solved, [body])).FirstOrDefault(static held => held is not null);

    /// <summary>Whether all who call an asynchronous body wait until it is done.</summary>
    private static bool IsWaitedFor(Body body, SolvedProgram solved) => solved.Program.CallersOf(body).TrueForAll(static caller => caller.WaitsForAll);

    /// <summary>Where a caller, or one of his, takes the lock that all of them hold.</summary>
    private static HeldLock? HeldByCaller(ProgramLock @lock, Body body, bool isAfterSuspend, SolvedProgram solved, HashSet<Body> seen)
    {
        foreach (var caller in solved.Program.CallersOf(body))
        {
            if (!AreInOneType(caller.Body, body) || isAfterSuspend && !caller.WaitsForAll) continue;
            if (caller.Call.Held.All().FirstOrDefault(held => held.Lock == @lock && !solved.Entry.IsUnknownToOthers(held.Reference.Owner, caller.Body)) is { } held) return held;
            var isAfter = isAfterSuspend || caller.Call.AfterSuspend;
            if ((!isAfter || IsWaitedFor(caller.Body, solved)) && seen.Add(caller.Body) && HeldByCaller(@lock, caller.Body, isAfter, solved, seen) is { } further) return further;
        }

        return null;
    }

    /// <summary>What foreign code runs; nothing when the program itself provides all of it.</summary>
    private static string? Describe(CallSite site, LockProgram program, CompletionFlow completions)
    {
        var symbol = site.Delegate?.Symbol;
        switch (site.Foreign)
        {
            case ForeignCode.Event:
                // A local copy has a name that says nothing.
                return (site.NeededMember ?? symbol) is { } raised ? $"Raises {Story.NameOf(raised)}" : null;
            case ForeignCode.Item:
                return symbol is not null && program.Calls.IsGivenByOthers(symbol) ? $"Invokes {symbol.Name}" : null;
            case ForeignCode.Continuation:
                // Of one type alone it is not known what others put into its members.
                return site.Completed is { } source && (program.Facts.IsWhole || source.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable) && completions.RunsInline(source)
                    ? $"Completes {source.Name}, whose continuations run inline,"
                    : null;
            default:
                if (symbol is null or IParameterSymbol { ContainingSymbol.DeclaredAccessibility: not Accessibility.Public }
                    || symbol is IParameterSymbol && !program.Calls.IsGivenByOthers(symbol)
                    || IsOnlySetInside(symbol) && !(IsCallback(symbol) && program.Calls.IsGivenByOthers(symbol))
                    // What a primary constructor takes is kept as in a private field.
                    || symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } && !IsCallback(symbol)) return null;
                return $"Invokes {symbol.Name}";
        }
    }

    /// <summary>Whether nobody but the type itself stores something in a member.</summary>
    private static bool IsOnlySetInside(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
        IPropertySymbol { IsVirtual: false, IsAbstract: false, IsOverride: false } property => property.SetMethod is not { DeclaredAccessibility: not Accessibility.Private },
        _ => false,
    };

    /// <summary>Whether a delegate is there to do something, and not to answer.</summary>
    private static bool IsCallback(ISymbol kept) =>
        kept.ValueType() is INamedTypeSymbol { DelegateInvokeMethod: { } run } && (run.ReturnsVoid || run.ReturnType is INamedTypeSymbol { Arity: 0 } task && FrameworkCalls.IsTask(task));
}
