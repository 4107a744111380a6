using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>Which constants objects have in their members: from the arguments of their constructors, and of those that these call.</summary>
internal sealed class MadeKinds(LockProgram program)
{
    /// <summary>Constructors that call more of each other are not followed.</summary>
    private const int MaxDepth = 6;

    private readonly Lazy<(Dictionary<SyntaxNode, CallSite> Creations, Dictionary<ISymbol, CallSite> Calls)> _constructors = new(() => ConstructorCallsIn(program));
    private readonly ILookup<SyntaxNode, ISymbol> _changed = program.Facts.ChangedCreations.ToLookup(static change => change.Creation, static change => change.Member);
    private readonly ILookup<ISymbol, (ISymbol Member, object? Value)> _written =
        program.Facts.ConstructorKinds.ToLookup(static kind => (ISymbol)kind.Constructor, static kind => (kind.Member, kind.Value), SymbolEqualityComparer.Default);

    /// <summary>Whether an argument may be an object of a kind.</summary>
    public bool MayBe(KindCondition kind, Argument argument)
    {
        if (argument.Creation is not { } creation)
            return argument.Source is not { } source || program.Calls.PlacesIn(source) is not { Count: > 0 } places || places.Any(place => IsChangedAfter(place, kind.Member) || MayBeMadeAt(place, kind));
        foreach (var (member, value) in argument.Kinds)
        {
            if (SymbolEqualityComparer.Default.Equals(member, kind.Member)) return value is null || kind.Allows(value);
        }

        return MayBeMadeAt(creation, kind);
    }

    private bool IsChangedAfter(SyntaxNode creation, ISymbol member) => creation is BaseObjectCreationExpressionSyntax { Initializer: not null } || _changed[creation].Contains(member, SymbolEqualityComparer.Default);

    /// <summary>Whether what is created at a place may be of a kind; what the constructor of another type does is for the whole program to tell.</summary>
    private bool MayBeMadeAt(SyntaxNode creation, KindCondition kind) =>
        _constructors.Value.Creations.TryGetValue(creation, out var site) && GivenBy(site.Target!, site.Arguments, kind.Member, depth: 0) is { } made ? kind.Allows(made) : program.Facts.IsWhole;

    private object? GivenBy(IMethodSymbol constructor, ImmutableArray<Argument?> arguments, ISymbol member, int depth)
    {
        var written = _written[constructor].Where(kind => SymbolEqualityComparer.Default.Equals(kind.Member, member)).ToList();
        if (written.Count > 0) return written.Count == 1 ? written[0].Value : null;
        var given = program.Facts.Lookups.Kinds.GivenBy(constructor);
        for (var ordinal = 0; ordinal < given.Length; ordinal++)
        {
            if (SymbolEqualityComparer.Default.Equals(given[ordinal], member)) return ArgumentAt(ordinal, arguments) is { HasConstant: true, Constant: var constant } ? constant : null;
        }

        if (depth == MaxDepth || !_constructors.Value.Calls.TryGetValue(constructor, out var called)) return null;
        return GivenBy(called.Target!, called.Arguments.IsDefault ? default : [.. called.Arguments.Select(one => one?.Parameter is { } own ? ArgumentAt(own.Ordinal, arguments) : one)], member, depth + 1);
    }

    private static Argument? ArgumentAt(int ordinal, ImmutableArray<Argument?> arguments) => !arguments.IsDefault && ordinal < arguments.Length ? arguments[ordinal] : null;

    /// <summary>The calls of constructors: creations by where they are, and what constructors call by who calls it.</summary>
    private static (Dictionary<SyntaxNode, CallSite> Creations, Dictionary<ISymbol, CallSite> Calls) ConstructorCallsIn(LockProgram program)
    {
        var (creations, calls) = (new Dictionary<SyntaxNode, CallSite>(), new Dictionary<ISymbol, CallSite>(SymbolEqualityComparer.Default));
        foreach (var body in program.Bodies)
        {
            foreach (var node in NodeTree.LeavesOf(body.Root))
            {
                if (node is not Call { Site: { Target.MethodKind: MethodKind.Constructor } site }) continue;
                if (site.IsCreation) creations[site.Syntax] = site;
                else calls[body.Symbol] = site;
            }
        }

        return (creations, calls);
    }
}
