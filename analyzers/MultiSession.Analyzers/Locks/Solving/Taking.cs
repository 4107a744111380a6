using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>A body takes a lock, itself or by what it calls.</summary>
/// <param name="Body">Where the story starts.</param>
/// <param name="Lock">What is taken.</param>
/// <param name="Mode">How it is taken.</param>
/// <param name="Owner">The owner of the lock in the terms of the body.</param>
/// <param name="Acquire">The acquisition in the body itself; nothing where a call leads to it.</param>
/// <param name="Route">The way there.</param>
/// <param name="Needs">What the body must be called with for it to happen.</param>
internal sealed record Taking(Body Body, ProgramLock Lock, LockMode Mode, Owner Owner, AcquireEvent? Acquire, Route Route, Needs Needs)
{
    /// <summary>What the body does: it takes the lock, or calls.</summary>
    public SyntaxNode Syntax => Route.Call?.Call.Site.Syntax ?? Acquire!.Acquired.Syntax;

    /// <summary>The acquisition, and the body that it is in.</summary>
    public (AcquireEvent Acquire, Body Body) Last
    {
        get
        {
            if (Acquire is not null) return (Acquire, Body);
            var (reach, body) = (Route.Reach!, Route.Call!.Target.Body);
            for (; reach.Next is { } next; reach = next) body = reach.Step!.Target.Body;
            return (reach.Acquire!, body);
        }
    }
}
