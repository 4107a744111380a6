using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Who implements or derives from types that are not at hand: those are known by their names.</summary>
internal sealed class MissingTypes
{
    private readonly ConcurrentDictionary<Compilation, ILookup<string, INamedTypeSymbol>> _naming = new();
    private readonly ConcurrentDictionary<(Compilation, string Name, int Arity), IReadOnlyList<INamedTypeSymbol>> _below = new();

    /// <summary>The method of the source that a call on an object of a missing type can only mean; nothing when there are several, or none.</summary>
    public IMethodSymbol? OnlyMember(Compilation compilation, INamedTypeSymbol missing, string name, int count)
    {
        IMethodSymbol? only = null;
        foreach (var type in _below.GetOrAdd((compilation, missing.Name, missing.Arity), key => Below(_naming.GetOrAdd(compilation, ByWrittenBase), key.Name, key.Arity)))
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
                if (member is IMethodSymbol { IsStatic: false } method && method.Parameters.Length == count && (method.DeclaredAccessibility == Accessibility.Public || method.IsOverride)) return FirstOf(method);
            }
        }

        return null;
    }

    /// <summary>What a method overrides in the first place: a base class and what derives from it answer with one member.</summary>
    private static IMethodSymbol FirstOf(IMethodSymbol method)
    {
        while (method.OverriddenMethod?.OriginalDefinition is { IsInSource: true } overridden) method = overridden;
        return method;
    }

    /// <summary>The types that have a missing type above them, directly or through a base class.</summary>
    private static List<INamedTypeSymbol> Below(ILookup<string, INamedTypeSymbol> naming, string missing, int arity)
    {
        var found = new List<INamedTypeSymbol>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new Stack<string>([missing]);
        while (names.Count > 0)
        {
            if (names.Pop() is var name && !seen.Add(name)) continue;
            foreach (var type in naming[name])
            {
                if (!MissingAbove(type).Any(above => above.Name == missing && above.Arity == arity)) continue;
                found.Add(type);
                names.Push(type.Name);
            }
        }

        return [.. found.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];
    }

    /// <summary>The classes by the names that their declarations list as bases: only those that may be meant are asked for what their bases are.</summary>
    private static ILookup<string, INamedTypeSymbol> ByWrittenBase(Compilation compilation) =>
        SourceTypes.In(compilation.Assembly.GlobalNamespace)
            .Where(static type => type.TypeKind is TypeKind.Class or TypeKind.Struct && !TestDoubles.Contain(type))
            .SelectMany(static type => WrittenBases(type).Select(name => (name, type)))
            .ToLookup(static pair => pair.name, static pair => pair.type, StringComparer.Ordinal);

    private static IEnumerable<string> WrittenBases(INamedTypeSymbol type) =>
        from declaration in type.DeclaringSyntaxReferences
        from written in (declaration.GetSyntax() as BaseTypeDeclarationSyntax)?.BaseList?.Types ?? []
        select written.Type switch { QualifiedNameSyntax { Right: var right } => right, AliasQualifiedNameSyntax { Name: var right } => right, var name => name as SimpleNameSyntax } into simple
        where simple is not null
        select simple.Identifier.ValueText;

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
}
