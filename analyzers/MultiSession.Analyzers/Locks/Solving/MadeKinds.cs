using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Which constants objects have in their members: from the arguments of their constructors, of those that these call, and of factories.</summary>
internal sealed class MadeKinds(LockProgram program)
{
    /// <summary>Constructors and factories that call more of each other are not followed.</summary>
    private const int MaxDepth = 6;

    private readonly Lazy<(Dictionary<SyntaxNode, CallSite> Made, Dictionary<ISymbol, CallSite> Chained)> _sites = new(() => SitesIn(program));
    private readonly Lazy<ILookup<SyntaxNode, ISymbol>> _changed = new(() => program.Facts.ChangedCreations.ToLookup(static change => change.Creation, static change => change.Member));
    private readonly Lazy<ILookup<ISymbol, (IMethodSymbol Constructor, ISymbol Member, object? Value)>> _written = program.Facts.ConstructorKinds.By(static kind => kind.Constructor);

    /// <summary>Whether an argument may be an object of a kind.</summary>
    public bool MayBe(KindCondition kind, Argument argument)
    {
        if (argument.Creation is not { } creation)
            return argument.Source is not { } source || program.Calls.PlacesIn(source) is not { Count: > 0 } places || places.Any(place => MayBeLeftAt(place, kind, [], depth: 0));
        foreach (var (member, value) in argument.Kinds)
        {
            if (SymbolEqualityComparer.Default.Equals(member, kind.Member)) return value is null || kind.Allows(value);
        }

        return MayBeMadeAt(creation, kind, [], depth: 0);
    }

    /// <summary>The same of what is created at a place, and may be changed there.</summary>
    private bool MayBeLeftAt(SyntaxNode creation, KindCondition kind, ImmutableArray<Argument?> outer, int depth) =>
        creation is BaseObjectCreationExpressionSyntax { Initializer: not null } || _changed.Value[creation].Contains(kind.Member, SymbolEqualityComparer.Default) || MayBeMadeAt(creation, kind, outer, depth);

    /// <summary>The same of what a constructor, or a factory, makes at a place; what is done in another type is for the whole program to tell.</summary>
    /// <param name="outer">What the factory around it is called with.</param>
    private bool MayBeMadeAt(SyntaxNode creation, KindCondition kind, ImmutableArray<Argument?> outer, int depth)
    {
        if (!_sites.Value.Made.TryGetValue(creation, out var site)) return program.Facts.IsWhole;
        var arguments = In(site.Arguments, outer);
        if (site.IsCreation) return GivenBy(site.Target!, arguments, kind.Member, depth) is { } made ? kind.Allows(made) : program.Facts.IsWhole;
        return depth == MaxDepth || program.Calls.PlacesIn(site.Target!) is not { Count: > 0 } places ? program.Facts.IsWhole : places.Any(place => MayBeLeftAt(place, kind, arguments, depth + 1));
    }

    private object? GivenBy(IMethodSymbol constructor, ImmutableArray<Argument?> arguments, ISymbol member, int depth)
    {
        var written = _written.Value[constructor].Where(kind => SymbolEqualityComparer.Default.Equals(kind.Member, member)).ToList();
        if (written.Count > 0) return written.Count == 1 ? written[0].Value : null;
        var given = program.Facts.Lookups.Kinds.GivenBy(constructor);
        for (var ordinal = 0; ordinal < given.Length; ordinal++)
        {
            if (SymbolEqualityComparer.Default.Equals(given[ordinal], member)) return At(ordinal, arguments) is { HasConstant: true, Constant: var constant } ? constant : null;
        }

        return depth < MaxDepth && _sites.Value.Chained.TryGetValue(constructor, out var called) ? GivenBy(called.Target!, In(called.Arguments, arguments), member, depth + 1) : null;
    }

    /// <summary>What a call gives, where the method around it is itself called with some arguments.</summary>
    private static ImmutableArray<Argument?> In(ImmutableArray<Argument?> given, ImmutableArray<Argument?> outer) =>
        given.IsDefault ? [] : [.. given.Select(one => one?.Parameter is { } own ? At(own.Ordinal, outer) : one)];

    private static Argument? At(int ordinal, ImmutableArray<Argument?> arguments) => !arguments.IsDefault && ordinal < arguments.Length ? arguments[ordinal] : null;

    /// <summary>The calls that make objects, by where they are, and the constructors that constructors call.</summary>
    private static (Dictionary<SyntaxNode, CallSite> Made, Dictionary<ISymbol, CallSite> Chained) SitesIn(LockProgram program)
    {
        var (made, chained) = (new Dictionary<SyntaxNode, CallSite>(), new Dictionary<ISymbol, CallSite>(SymbolEqualityComparer.Default));
        HashSet<SyntaxNode> byFactories = [.. program.Facts.TypeFlows.Where(static flow => flow is { IsNew: true, Source: not null }).Select(static flow => flow.Creation!)];
        foreach (var body in program.Bodies)
        {
            foreach (var node in NodeTree.LeavesOf(body.Root))
            {
                if (node is not Call { Site: { Target: { } target } site }) continue;
                if (site.IsCreation || byFactories.Contains(site.Syntax)) made[site.Syntax] = site;
                else if (target.MethodKind == MethodKind.Constructor) chained[body.Symbol] = site;
            }
        }

        return (made, chained);
    }
}
