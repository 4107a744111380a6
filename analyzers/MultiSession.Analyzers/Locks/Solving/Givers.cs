using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>What whoever hands a delegate down holds: it runs as a parameter only while its giver waits for it.</summary>
internal sealed class Givers(LockProgram program, EntryLocks entry)
{
    /// <summary>A delegate that is handed down through more methods is not followed to who wrote it.</summary>
    private const int MaxDepth = 4;

    private readonly Dictionary<(Body, IParameterSymbol, ISymbol), HashSet<ProgramLock>> _known = [];

    /// <summary>What everyone holds who hands down what the call runs.</summary>
    public HashSet<ProgramLock> HeldFor(Caller call) => Passed.By(call, Owner.Unknown) is { } passed ? HeldFor(call.Body, passed.Parameter, passed.Target) : EntryLocks.None;

    /// <summary>The type that a body is called on by all who hand it a certain delegate; nothing if they differ, or if one does not show.</summary>
    public INamedTypeSymbol? CommonReceiver(Body body, Passed passed)
    {
        INamedTypeSymbol? common = null;
        foreach (var caller in WhoHandIn(body, passed))
        {
            var type = caller.Receiver.Kind == OwnerKind.This ? caller.Body.ContainingType : program.Calls.ReceiverTypes.Of(caller.Call.Site, body);
            if (type is null || common is not null && !SymbolEqualityComparer.Default.Equals(common, type)) return null;
            common = type;
        }

        return common;
    }

    /// <summary>Where the objects are created that a body is called on by those who hand it a certain delegate; nothing if that does not show of one.</summary>
    public HashSet<SyntaxNode>? PlacesOfReceivers(Body body, Passed passed)
    {
        HashSet<SyntaxNode> all = [];
        foreach (var caller in WhoHandIn(body, passed))
        {
            if (program.PlacesOfReceiver(caller) is not { } places) return null;
            all.UnionWith(places);
        }

        return all.Count == 0 ? null : all;
    }

    private IEnumerable<Caller> WhoHandIn(Body body, Passed passed) => program.CallersOf(body)
        .Where(caller => caller.Call.Site.DelegatesFor(passed.Parameter) is not { } given || given.Any(one => program.Calls.MayRun(one, passed.Target)));

    private HashSet<ProgramLock> HeldFor(Body body, IParameterSymbol parameter, ISymbol target)
    {
        var key = (body, parameter, target);
        if (!_known.TryGetValue(key, out var held)) _known.Add(key, held = Search(body, parameter, target, depth: 0));
        return held;
    }

    private HashSet<ProgramLock> Search(Body body, IParameterSymbol parameter, ISymbol target, int depth)
    {
        if (depth == MaxDepth || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body.Symbol)) return EntryLocks.None;
        HashSet<ProgramLock>? common = null;
        foreach (var caller in program.CallersOf(body))
        {
            // Of a caller that hands down something unknown, nothing is known either.
            if (caller.Call.Site.DelegatesFor(parameter) is not { } delegates) return EntryLocks.None;
            foreach (var given in delegates.Where(given => program.Calls.MayRun(given, target)))
            {
                HashSet<ProgramLock> held = [.. entry.Of(caller.Body), .. caller.Call.Held.All().Select(static one => one.Lock)];
                if (given is { Kind: DelegateValueKind.Variable, Symbol: IParameterSymbol handedOn }) held.UnionWith(Search(caller.Body, handedOn, target, depth + 1));
                if (common is null) common = held;
                else common.IntersectWith(held);
            }
        }

        return common ?? EntryLocks.None;
    }
}
