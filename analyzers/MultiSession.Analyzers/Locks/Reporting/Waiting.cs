using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>A wait while a lock is held: in the body that holds it, or in what it calls.</summary>
internal sealed record Waiting(Body Body, WaitEvent Event, HeldLock Held, Route Route)
{
    public int Cost => Route.Reach?.Cost ?? 0;

    /// <summary>What is so in the body where its thread stands.</summary>
    public ImmutableArray<Condition> Conditions => Route.Call?.Call.Conditions ?? Event.Conditions;

    /// <summary>The call that hands in what is waited for.</summary>
    public CallSite? HandedIn => (Event.Wait.AwaitedWork?.Symbol ?? Event.Wait.Subject) is IParameterSymbol ? Route.Steps.LastOrDefault()?.Call.Site : null;

    /// <summary>What must be signalled.</summary>
    public ISymbol? Subject => Event.Wait.Subject is IParameterSymbol parameter && HandedIn?.DelegatesFor(parameter) is [{ Symbol: var handle }] ? handle : Event.Wait.Subject;

    /// <summary>The work that is waited for.</summary>
    public IEnumerable<DelegateValue> Work =>
        Event.Wait.AwaitedWork is not { } work ? []
        : HandedIn is { ArgumentDelegates: { IsDefault: false } arguments } && work.Symbol is IParameterSymbol { Ordinal: var ordinal }
            && ordinal < arguments.Length && arguments[ordinal] is { IsDefault: false } given ? given
        : [work];

    /// <summary>The lambdas and methods that who waits hands in to be run before the wait ends: where it waits for what a call returns, and where it calls who waits.</summary>
    public IEnumerable<ISymbol> Handed
    {
        get
        {
            var (step, wait) = (Route.Steps.LastOrDefault(), Event.Wait.Syntax);
            return (step?.Target.Body ?? Body).Calls.Where(call => wait.Span.Contains(call.Site.Syntax.Span)).Select(static call => call.Site)
                .Concat(step is null ? [] : [step.Call.Site])
                .Where(static site => !site.ArgumentDelegates.IsDefault)
                .SelectMany(static site => site.ArgumentDelegates)
                .Where(static given => !given.IsDefault)
                .SelectMany(static given => given)
                .Where(static given => given.Kind == DelegateValueKind.Target)
                .Select(static given => given.Symbol);
        }
    }
}
