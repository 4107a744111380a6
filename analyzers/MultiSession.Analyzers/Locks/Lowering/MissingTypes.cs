using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Who implements or derives from types that are not at hand: those are known by their names.</summary>
internal sealed class MissingTypes
{
    private readonly ConcurrentDictionary<Compilation, ILookup<(string Name, int Arity), INamedTypeSymbol>> _below = new();

    /// <summary>The method of the source that a call on an object of a missing type can only mean; nothing when there are several, or none.</summary>
    public IMethodSymbol? OnlyMember(Compilation compilation, INamedTypeSymbol missing, string name, int count)
    {
        IMethodSymbol? only = null;
        foreach (var type in _below.GetOrAdd(compilation, Of)[(missing.Name, missing.Arity)])
        {
            if (MemberOf(type, name, count) is not { } member || SymbolEqualityComparer.Default.Equals(member, only)) continue;
            if (only is not null) return null;
            only = member;
        }

        return only;
    }

    private static IMethodSymbol? MemberOf(INamedTypeSymbol? type, string name, int count)
    {
        for (; type is { IsInSource: true }; type = type.BaseType?.OriginalDefinition)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IMethodSymbol { IsStatic: false } method && method.Parameters.Length == count && (method.DeclaredAccessibility == Accessibility.Public || method.IsOverride)) return method;
            }
        }

        return null;
    }

    private static ILookup<(string Name, int Arity), INamedTypeSymbol> Of(Compilation compilation) =>
        TypesIn(compilation.Assembly.GlobalNamespace)
            .Where(static type => type.TypeKind is TypeKind.Class or TypeKind.Struct && !TestDoubles.Contain(type))
            .SelectMany(static type => MissingAbove(type).Select(missing => (missing, type)))
            .ToLookup(static pair => (pair.missing.Name, pair.missing.Arity), static pair => pair.type);

    /// <summary>What is written as a base of the type, or of one of its bases, and not found.</summary>
    private static IEnumerable<INamedTypeSymbol> MissingAbove(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error) yield return current;
            foreach (var face in current.Interfaces)
            {
                if (face.TypeKind == TypeKind.Error) yield return face;
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol space) =>
        space.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));
}
