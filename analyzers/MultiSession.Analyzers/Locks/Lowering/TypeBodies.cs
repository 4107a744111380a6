using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>The bodies of one type and the types inside it, which the compiler binds one by one, side by side.</summary>
/// <remarks>They are lowered together: between two bodies the compiler's own work drives ours out of the processor's caches, and lowering takes half as long again.</remarks>
internal sealed class TypeBodies(Facts facts)
{
    private readonly List<(ISymbol Member, ImmutableArray<IOperation> Blocks)> _bound = [];

    public Facts Facts { get; } = facts;

    public void Add(ISymbol member, ImmutableArray<IOperation> blocks)
    {
        lock (_bound) _bound.Add((member, blocks));
    }

    /// <summary>Lowers what has been bound since the last time.</summary>
    public void Lower(CancellationToken cancellationToken)
    {
        (ISymbol Member, ImmutableArray<IOperation> Blocks)[] bodies;
        lock (_bound)
        {
            bodies = [.. _bound];
            _bound.Clear();
        }

        foreach (var (member, blocks) in bodies) BodyLowerer.Lower(member, blocks, Facts, cancellationToken);
    }
}
