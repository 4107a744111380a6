using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>How types hang together, and which may be the same where what they are generic in is not known.</summary>
internal static class TypeRelations
{
    public static bool DerivesFrom(INamedTypeSymbol? type, INamedTypeSymbol other)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other)) return true;
        }

        return false;
    }

    /// <summary>Whether every object of a type is one of the other, be it a class or an interface.</summary>
    public static bool Is(INamedTypeSymbol? type, INamedTypeSymbol? other) =>
        type is not null && other?.OriginalDefinition is { } kind && (DerivesFrom(type, kind) || Implements(type, kind));

    /// <summary>Whether a type has an interface, for whatever it is generic in.</summary>
    public static bool Implements(INamedTypeSymbol type, INamedTypeSymbol @interface)
    {
        foreach (var face in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, @interface)) return true;
        }

        return false;
    }

    /// <summary>Whether objects of a type can be where a class or interface is asked for, by what it is generic in.</summary>
    public static bool CanStandFor(INamedTypeSymbol type, INamedTypeSymbol asked)
    {
        if (asked.TypeKind != TypeKind.Interface) return IsBelow(type, asked) || IsBelow(asked, type);
        var definition = asked.OriginalDefinition;
        foreach (var face in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, definition) && IsSameFace(face, asked)) return true;
        }

        return false;
    }

    /// <summary>An interface that varies with what it is for may be asked for as another one.</summary>
    public static bool IsSameFace(INamedTypeSymbol face, INamedTypeSymbol asked)
    {
        for (var index = 0; index < face.TypeArguments.Length; index++)
        {
            var (one, other) = (face.TypeArguments[index], asked.TypeArguments[index]);
            if (!MayBeSame(one, other) && (face.OriginalDefinition.TypeParameters[index].Variance == VarianceKind.None || !AreRelated(one, other))) return false;
        }

        return MayBeSame(face.ContainingType, asked.ContainingType);
    }

    private static bool AreRelated(ITypeSymbol one, ITypeSymbol other) =>
        one is not INamedTypeSymbol { TypeKind: not TypeKind.Interface, SpecialType: not SpecialType.System_Object } left
        || other is not INamedTypeSymbol { TypeKind: not TypeKind.Interface, SpecialType: not SpecialType.System_Object } right || Is(left, right) || Is(right, left);

    public static bool IsBelow(INamedTypeSymbol? type, INamedTypeSymbol other)
    {
        while (type is not null && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other.OriginalDefinition)) type = type.BaseType;
        return type is not null && MayBeSame(type, other);
    }

    /// <summary>Whether two types are the same, whatever their type parameters stand for; a type whose library is missing is known by its name.</summary>
    public static bool MayBeSame(ITypeSymbol? one, ITypeSymbol? other) => (one, other) switch
    {
        (null or { TypeKind: TypeKind.TypeParameter or TypeKind.Dynamic }, _) or (_, null or { TypeKind: TypeKind.TypeParameter or TypeKind.Dynamic }) => true,
        ({ TypeKind: TypeKind.Error }, _) or (_, { TypeKind: TypeKind.Error }) => one.Name.Length == 0 || other.Name.Length == 0 || one.Name == other.Name,
        (INamedTypeSymbol left, INamedTypeSymbol right) => SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition)
            && MayBeSame(left.ContainingType, right.ContainingType) && AreSameFor(left, right),
        (IArrayTypeSymbol left, IArrayTypeSymbol right) => MayBeSame(left.ElementType, right.ElementType),
        _ => SymbolEqualityComparer.Default.Equals(one, other),
    };

    private static bool AreSameFor(INamedTypeSymbol one, INamedTypeSymbol other)
    {
        for (var index = 0; index < one.Arity; index++)
        {
            if (!MayBeSame(one.TypeArguments[index], other.TypeArguments[index])) return false;
        }

        return true;
    }
}
