using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Whether someone may have given a member of an object a value, or a delegate that runs a certain method: from whoever fills the member back to whose object it is.</summary>
internal sealed class FilledMembers(LockProgram program)
{
    /// <summary>What is handed through more bodies than this may be anything.</summary>
    private const int MaxFills = 200;

    private readonly Dictionary<(Origin, MemberCondition), bool> _answers = [];
    private readonly Dictionary<ISymbol, bool> _unfilled = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ILookup<ISymbol, (ISymbol Body, ISymbol Member, Owner Owner)>> _fills = program.Facts.MemberFills.By(static fill => fill.Member);

    public bool MayHold(Origin origin, MemberCondition needed)
    {
        if (IsNeverFilled(needed.Member)) return false;
        if (origin.SaysNothingOf(needed.Member)) return true;
        var key = (origin, needed with { Subject = null, Doubt = 0 });
        if (!_answers.TryGetValue(key, out var answer)) _answers.Add(key, answer = Search(origin, needed));
        return answer;
    }

    /// <summary>Whether only constructors that nobody calls would fill a member.</summary>
    private bool IsNeverFilled(ISymbol member)
    {
        if (!_unfilled.TryGetValue(member, out var answer))
            _unfilled.Add(member, answer = _fills.Value[member].Any() && _fills.Value[member].All(fill => program.Calls.BodyOf(fill.Body) is { } body && program.IsLeftOver(body)));
        return answer;
    }

    private bool Search(Origin origin, MemberCondition needed)
    {
        var open = new Queue<Fill?>(FillsOf(needed));
        var seen = new HashSet<Fill>();
        while (open.Count > 0)
        {
            if (open.Dequeue() is not { } fill) return true;
            if (!seen.Add(fill)) continue;
            if (seen.Count > MaxFills) return true;
            if (IsOf(origin, fill) is { } isOf)
            {
                if (isOf) return true;
                continue;
            }

            foreach (var caller in program.CallersOf(fill.Body))
            {
                if (origin.Creator is not null && Needs(caller, needed.Member)) continue;
                foreach (var before in Before(fill, caller, needed.Handler)) open.Enqueue(before);
            }
        }

        return false;
    }

    /// <summary>Where a member is filled; nothing for a place that is not known.</summary>
    private IEnumerable<Fill?> FillsOf(MemberCondition needed)
    {
        if (needed.Handler is not { } handler)
            return DelegateFlow.SameSlot(needed.Member).Prepend(needed.Member).SelectMany(name => name.IsInSource || name is IEventSymbol ? _fills.Value[name].Select(fill => At(fill.Body, fill.Owner, value: null)) : [null]);
        return program.Calls.FlowsInto(needed.Member).Where(flow => program.Calls.MayRun(flow.Value, handler)).Select(flow => At(flow.Body, flow.Owner, flow.Value));
    }

    private Fill? At(ISymbol? body, Owner owner, DelegateValue? value) =>
        body is not null && program.Calls.BodyOf(body) is { } known ? new Fill(known, owner, CarrierIn(known, value)) : null;

    /// <summary>The parameter of the body that a delegate comes from.</summary>
    private static IParameterSymbol? CarrierIn(Body body, DelegateValue? value) => value is not null && value.IsGivenTo(body) ? (IParameterSymbol)value.Symbol : null;

    /// <summary>The same in the terms of a caller, for each delegate that it may hand in.</summary>
    private IEnumerable<Fill> Before(Fill fill, Caller caller, ISymbol? handler)
    {
        var site = caller.Call.Site;
        var owner = OwnerMapping.ToCaller(fill.Owner, site, caller.Receiver);
        var creation = owner.Kind == OwnerKind.Fresh && fill.Owner.Kind == OwnerKind.This && site.IsCreation ? site : null;
        if (fill.Carrier is not { } carrier || handler is null || Given(carrier, site) is not { } given) return [new Fill(caller.Body, owner, Carrier: null, creation)];
        return given.Where(value => program.Calls.MayRun(value, handler)).Select(value => new Fill(caller.Body, owner, CarrierIn(caller.Body, value), creation));
    }

    /// <summary>The delegates that a call gives for a parameter, none where it gives null; nothing when that is not known.</summary>
    private static ImmutableArray<DelegateValue>? Given(IParameterSymbol parameter, CallSite site)
    {
        if (site.ArgumentFor(parameter) is { HasConstant: true, Constant: null }) return ImmutableArray<DelegateValue>.Empty;
        return site.DelegatesFor(parameter);
    }

    /// <summary>Whether the fill is one of the object; nothing when that is up to the callers.</summary>
    private bool? IsOf(Origin origin, Fill fill)
    {
        switch (fill.Owner.Kind)
        {
            case OwnerKind.This when !origin.MayBe(fill.Body.ContainingType):
            case OwnerKind.Member or OwnerKind.Local or OwnerKind.Parameter when !MayHoldOne(fill.Owner.Symbol!, origin):
                return false;
            case OwnerKind.This when fill.Carrier is null && IsImplied(fill.Body):
                return true;
            case OwnerKind.This or OwnerKind.Parameter:
                return program.CallersOf(fill.Body).Count > 0 ? null : origin.Creator is null && !program.IsLeftOver(fill.Body);
            case OwnerKind.Fresh or OwnerKind.Local when origin.Creator is { } creator:
                return fill.Body == creator && (fill.Creation is null || origin.Creation is null || fill.Creation == origin.Creation);
            case OwnerKind.Fresh when origin.Member is { } member:
                return origin.MayBeStoredBy(fill.Body.ContainingType) && (fill.Creation is { } made ? program.Own.IsCreatedFor(member, made.Syntax) : program.IsRenewed(fill.Body, member));
            case OwnerKind.Fresh:
                return fill.Creation is not { Target.ContainingType: var type } || TypeRelations.DerivesFrom(type, origin.Type!);
            case OwnerKind.Member when origin.Member is not null && program.Own.IsOwn(fill.Owner.Symbol):
                return SymbolEqualityComparer.Default.Equals(fill.Owner.Symbol, origin.Member) && origin.MayBeStoredBy(fill.Body.ContainingType);
            default:
                return origin.Creator is null;
        }
    }

    /// <summary>Whether a variable through which a member is filled may hold the object.</summary>
    private bool MayHoldOne(ISymbol variable, Origin origin) =>
        origin.MayBe((variable.ValueType() as INamedTypeSymbol)?.OriginalDefinition)
        && (program.Calls.TypesIn(variable) is not { } types || types.Any(type => type.Value ? origin.Type is null || TypeRelations.DerivesFrom(type.Key, origin.Type) : origin.MayBe(type.Key)));

    /// <summary>Whether constructing an object of the type, or of one derived from it, runs the body without a call that is written down.</summary>
    private static bool IsImplied(Body body) => (body.Traits & BodyTraits.IsConstruction) != 0 && body.Symbol is not IMethodSymbol { Parameters.IsEmpty: false };

    /// <summary>Whether a call needs the member, so that it is not what fills it first.</summary>
    private static bool Needs(Caller caller, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(caller.Call.Site.NeededMember, member)
        || caller.Call.Conditions.Any(condition => condition is MemberCondition { Subject: null } needed && SymbolEqualityComparer.Default.Equals(needed.Member, member));

    /// <summary>A body gives a member of an object a value, or a delegate that a parameter carries.</summary>
    /// <param name="Creation">The call that creates the object, where it is known.</param>
    private sealed record Fill(Body Body, Owner Owner, IParameterSymbol? Carrier, CallSite? Creation = null);
}
