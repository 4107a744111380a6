using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Whether someone may have filled a member of an object that a body has just created, or that a member creates for itself.</summary>
internal sealed class FilledMembers(LockProgram program)
{
    /// <summary>A creation that runs more bodies than this may fill anything.</summary>
    private const int MaxBodies = 200;

    private readonly Dictionary<(Body, ISymbol), bool> _answers = [];
    private readonly ILookup<ISymbol, ISymbol> _fills = program.Facts.MemberFills.ToLookup(static fill => fill.Body, static fill => fill.Member, SymbolEqualityComparer.Default);
    private readonly ILookup<INamedTypeSymbol, Body> _constructions = program.Bodies.Where(static body => (body.Traits & BodyTraits.IsConstruction) != 0 && body.ContainingType is not null)
        .ToLookup(static body => body.ContainingType!, static body => body, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default);

    private readonly ILookup<ISymbol, Owner> _owners = program.Facts.MemberFills.ToLookup(static fill => fill.Member, static fill => fill.Owner, SymbolEqualityComparer.Default);

    /// <summary>What is only filled through other members, in objects that these create for themselves, is empty in the object of this one.</summary>
    public bool MayBeFilled(ISymbol owner, ISymbol member) =>
        !program.Own.IsOwn(owner)
        || _owners[member].Any(other => other.Kind != OwnerKind.Member || !program.Own.IsOwn(other.Symbol) || SymbolEqualityComparer.Default.Equals(other.Symbol, owner));

    public bool MayBeFilled(Body creator, ISymbol member)
    {
        if (_answers.TryGetValue((creator, member), out var found)) return found;
        found = Search(creator, member);
        _answers.Add((creator, member), found);
        return found;
    }

    /// <summary>Looks in the creator, in the constructors, and in everything that is given the object on the way.</summary>
    private bool Search(Body creator, ISymbol member)
    {
        if (Fills(creator, member)) return true;
        var seen = new HashSet<(Body, Owner)> { (creator, Owner.Fresh) };
        var open = new Queue<(Body Body, Owner Self)>(seen);
        while (open.Count > 0)
        {
            var (body, self) = open.Dequeue();
            foreach (var next in GivenBy(body, self, member))
            {
                if (!seen.Add(next)) continue;
                if (seen.Count > MaxBodies || Fills(next.Body, member)) return true;
                open.Enqueue(next);
            }
        }

        return false;
    }

    /// <summary>The bodies that run on an object, or are given it; a call that needs the member is not the one that fills it first.</summary>
    private IEnumerable<(Body Body, Owner Self)> GivenBy(Body body, Owner self, ISymbol member)
    {
        foreach (var call in body.Calls)
        {
            var site = call.Site;
            if (SymbolEqualityComparer.Default.Equals(site.NeededMember, member)
                || call.Conditions.Any(condition => condition is MemberCondition needed && SymbolEqualityComparer.Default.Equals(needed.Member, member))) continue;
            foreach (var target in call.Targets)
            {
                if (site.Receiver.Equals(self)) yield return (target.Body, Owner.This);
                if (site.ArgumentOwners.IsDefault || target.Body.Symbol is not IMethodSymbol method) continue;
                for (var index = 0; index < site.ArgumentOwners.Length && index < method.Parameters.Length; index++)
                {
                    if (site.ArgumentOwners[index].Equals(self)) yield return (target.Body, new Owner(OwnerKind.Parameter, method.Parameters[index]));
                }
            }

            if (!site.Receiver.Equals(self) || site.Target is not { MethodKind: MethodKind.Constructor }) continue;
            for (INamedTypeSymbol? type = site.Target.ContainingType; type is not null; type = type.BaseType?.OriginalDefinition)
            {
                foreach (var construction in _constructions[type]) yield return (construction, Owner.This);
            }
        }
    }

    private bool Fills(Body body, ISymbol member) => _fills[body.Symbol].Contains(member, SymbolEqualityComparer.Default);
}
