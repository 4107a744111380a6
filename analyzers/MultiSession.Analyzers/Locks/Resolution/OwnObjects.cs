using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Lowering;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>Members that only ever store objects that the program creates for them: their own, and of a known type.</summary>
internal sealed class OwnObjects
{
    private readonly Dictionary<ISymbol, INamedTypeSymbol?> _types = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, ISymbol> _creations = [];
    private readonly HashSet<ISymbol> _given = new(SymbolEqualityComparer.Default);

    public OwnObjects(Facts facts)
    {
        foreach (var (member, created, _, creation) in facts.MemberValues)
        {
            if (created is null || creation is null || IsStoredElsewhere(creation, member)) _given.Add(member);
            else if (!_types.TryGetValue(member, out var known)) _types.Add(member, created);
            else if (!SymbolEqualityComparer.Default.Equals(known, created)) _types[member] = null;
        }
    }

    /// <summary>Whether two members store one new object.</summary>
    private bool IsStoredElsewhere(SyntaxNode creation, ISymbol member)
    {
        if (!_creations.TryGetValue(creation, out var other)) _creations.Add(creation, other = member);
        if (SymbolEqualityComparer.Default.Equals(other, member)) return false;
        _given.Add(other);
        return true;
    }

    /// <summary>Whether nothing but new objects is stored in a member, so that whoever stores it knows the object first.</summary>
    public bool IsOwn(ISymbol? member) => member is not null && _types.ContainsKey(member) && !_given.Contains(member) && !CanBeSetFromOutside(member);

    /// <summary>The type of everything that is ever stored in a member.</summary>
    public INamedTypeSymbol? ExactTypeIn(ISymbol? member) => IsOwn(member) ? _types[member!] : null;

    /// <summary>Whether the member stores what is created at a place.</summary>
    public bool IsCreatedFor(ISymbol member, SyntaxNode creation) => _creations.TryGetValue(creation, out var stored) && SymbolEqualityComparer.Default.Equals(stored, member);

    /// <summary>Whether code that is not in the source can store something in a member.</summary>
    public static bool CanBeSetFromOutside(ISymbol member) => member switch
    {
        IFieldSymbol field => !field.IsReadOnly && field.IsPublicOutside,
        IPropertySymbol property => property.IsVirtual || property.IsAbstract || property.IsOverride || property.SetMethod is { IsInitOnly: false } setter && setter.IsPublicOutside,
        _ => true,
    };
}
