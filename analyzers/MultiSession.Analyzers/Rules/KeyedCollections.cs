using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Rules;

/// <summary>The framework's collections that grow by key, and what their members do to the number of entries.</summary>
internal sealed class KeyedCollections
{
    private static readonly ImmutableHashSet<string> Adding = ["Add", "TryAdd", "GetOrAdd", "AddOrUpdate", "UnionWith"];

    /// <summary>Members that neither add nor remove. A member in neither list may remove, so its use silences the rule.</summary>
    private static readonly ImmutableHashSet<string> Reading =
    [
        "TryGetValue", "ContainsKey", "ContainsValue", "Contains", "GetEnumerator", "Keys", "Values", "Comparer", "EnsureCapacity",
        "IsSupersetOf", "IsSubsetOf", "Overlaps", "SetEquals", "SyncRoot", "TryUpdate", "IsEmpty", "ToArray", "CopyTo", "IndexOfKey",
    ];

    private static readonly ImmutableArray<string> Names =
    [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2", "System.Collections.Generic.SortedList`2",
        "System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1", "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.ISet`1", "System.Collections.Hashtable",
    ];

    /// <summary>Keys that a program has only so many of: its own types, members, assemblies and the machine's cultures and encodings.</summary>
    private static readonly ImmutableHashSet<string> BoundedKeys =
    [
        "System.Type", "System.RuntimeTypeHandle", "System.Reflection.MemberInfo", "System.Reflection.Assembly", "System.Reflection.Module",
        "System.Reflection.ParameterInfo", "System.Reflection.AssemblyName", "System.Globalization.CultureInfo", "System.Text.Encoding",
        "System.Delegate", "System.TimeZoneInfo",
    ];

    private readonly HashSet<ISymbol> _types;

    public KeyedCollections(Compilation compilation) =>
        _types = new HashSet<ISymbol>(Names.Select(compilation.FindType).OfType<INamedTypeSymbol>(), SymbolEqualityComparer.Default);

    public static bool Adds(string member) => Adding.Contains(member);

    public static bool Reads(string member) => Reading.Contains(member);

    /// <summary>Whether <paramref name="type"/> is a collection whose keys are not bounded by the program itself.</summary>
    public bool GrowsByKey(ITypeSymbol type) =>
        // Asked of every member that is read: most types are neither generic nor of that name.
        type is INamedTypeSymbol named and ({ Arity: > 0 } or { Name: "Hashtable" }) && _types.Contains(named.OriginalDefinition) &&
        (named.TypeArguments.IsEmpty || !IsBounded(named.TypeArguments[0])) &&
        !(named.TypeArguments.Length == 2 && EndsByItself(named.TypeArguments[1]));

    /// <summary>Whether a program has only so many keys of a type; one that is named as a kind of things, as <c>GrainType</c>, stands for its types too.</summary>
    public static bool IsBounded(ITypeSymbol key)
    {
        if (key is INamedTypeSymbol && (key.Name.EndsWith("Type", StringComparison.Ordinal) || key.Name.EndsWith("Kind", StringComparison.Ordinal))) return true;
        if (key.TypeKind is TypeKind.Enum or TypeKind.Delegate || key.SpecialType is SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Char)
            return true;
        if (key is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) return IsBounded(nullable.TypeArguments[0]);
        if (key is INamedTypeSymbol { IsTupleType: true } tuple) return tuple.TupleElements.All(element => IsBounded(element.Type));
        for (var type = key; type is not null; type = type.BaseType)
            if (BoundedKeys.Contains($"{type.ContainingNamespace}.{type.MetadataName}")) return true;
        return false;
    }

    /// <summary>Values whose memory goes, or that are program text: delegates and types are registered, not accumulated.</summary>
    private static bool EndsByItself(ITypeSymbol value) =>
        value.TypeKind == TypeKind.Delegate ||
        value is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Any(element => EndsByItself(element.Type)) ||
        value is INamedTypeSymbol { Name: "WeakReference" or "Type" or "MethodInfo" or "PropertyInfo" or "ConstructorInfo" };
}
