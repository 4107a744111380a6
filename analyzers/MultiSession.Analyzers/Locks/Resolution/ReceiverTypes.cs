using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>The most special type that all objects have on which a call may run a method: the common base of what the source puts into the variable, or the variable's type.</summary>
internal sealed class ReceiverTypes(TypeFlow flow, TypeIndex index)
{
    private readonly Dictionary<(CallSite, Body), INamedTypeSymbol?> _known = [];

    public INamedTypeSymbol? Of(CallSite site, Body run)
    {
        // A lambda's own object is not what it is called on.
        if (site.Delegate is not null) return null;
        if (site.Target is not { } member || site.ReceiverSource is not { } source || run.Symbol is not IMethodSymbol method) return site.ReceiverType;
        if (!_known.TryGetValue((site, run), out var known)) _known.Add((site, run), known = CommonIn(source, member, method));
        // Of its own class, the variable's type tells more: what a generic class is for.
        return known is null || SymbolEqualityComparer.Default.Equals(known, site.ReceiverType?.OriginalDefinition) || !TypeRelations.Is(known, site.ReceiverType) ? site.ReceiverType : known;
    }

    private INamedTypeSymbol? CommonIn(ISymbol source, IMethodSymbol member, IMethodSymbol run) => flow.TypesIn(source)?
        .Where(type => SymbolEqualityComparer.Default.Equals(index.Effective(type.Key, member), run) || !type.Value && TypeRelations.DerivesFrom(run.ContainingType, type.Key))
        .Select(static type => type.Key)
        .Aggregate((INamedTypeSymbol?)null, static (common, type) => common is null ? type : CommonBase(common, type));

    private static INamedTypeSymbol? CommonBase(INamedTypeSymbol? one, INamedTypeSymbol other)
    {
        while (one is not null && !TypeRelations.DerivesFrom(other, one)) one = one.BaseType?.OriginalDefinition;
        return one;
    }
}
