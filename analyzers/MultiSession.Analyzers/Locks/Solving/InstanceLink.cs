using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Solving;

/// <summary>How the objects that hold the two locks of a nesting hang together.</summary>
internal enum InstanceLinkKind
{
    /// <summary>Nothing is known, or one of the locks belongs to no object.</summary>
    Unknown,

    /// <summary>One object holds both locks.</summary>
    Same,

    /// <summary>The inner lock belongs to what a member of the outer lock's object stores.</summary>
    Down,

    /// <summary>The inner lock belongs to what the outer lock's object was given, wraps or is made of, which does not lead back to it.</summary>
    Below,

    /// <summary>The outer lock belongs to what a member of the inner lock's object stores.</summary>
    Up,

    /// <summary>Two objects of which neither is known to lead to the other.</summary>
    Other,
}

/// <summary>The link of one nesting, and the member that it goes through.</summary>
internal readonly record struct InstanceLink(InstanceLinkKind Kind, ISymbol? Member = null)
{
    public static InstanceLink Of(Owner outer, Owner inner, Descent descent)
    {
        if (outer.Kind == OwnerKind.This && descent.GoesDown(inner)) return new(InstanceLinkKind.Below);
        if (!IsSomeObject(outer) || !IsSomeObject(inner)) return default;
        if (outer.Equals(inner)) return new(InstanceLinkKind.Same);
        return (outer.Kind, inner.Kind) switch
        {
            (OwnerKind.This, OwnerKind.Member) => new(InstanceLinkKind.Down, inner.Symbol),
            (OwnerKind.Member, OwnerKind.This) => new(InstanceLinkKind.Up, outer.Symbol),
            _ => new(InstanceLinkKind.Other),
        };
    }

    // What a static member stores may be any object, this one too.
    private static bool IsSomeObject(Owner owner) => owner.IsExact && owner.Kind is not (OwnerKind.Static or OwnerKind.Fresh) && owner.Symbol is not { IsStatic: true };

    /// <summary>Whether the objects of a cycle can be the same ones all around it.</summary>
    /// <remarks>One object cannot be another one too, and who follows one member again and again goes away and does not come back.</remarks>
    public static bool CanClose(IEnumerable<InstanceLink> links)
    {
        var steps = links.Where(static link => link.Kind != InstanceLinkKind.Same).ToList();
        if (steps.Count == 0 || steps.Any(static link => link.Kind == InstanceLinkKind.Unknown)) return true;
        if (steps.Count == 1) return false;
        var first = steps[0];
        return first.Kind == InstanceLinkKind.Other || steps.Any(link => link.Kind != first.Kind || !SymbolEqualityComparer.Default.Equals(link.Member, first.Member));
    }
}
