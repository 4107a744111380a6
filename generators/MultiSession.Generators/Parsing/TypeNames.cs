using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells types as source that means the same in every file: <c>global::</c>, keywords escaped, nullable marks kept.</summary>
internal static class TypeNames
{
    public static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat MetadataFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(Format);

    /// <summary>A type of that name in a namespace or type.</summary>
    public static string Of(ISymbol container, string name) =>
        container is INamespaceSymbol { IsGlobalNamespace: true } ? "global::" + name : $"{container.ToDisplayString(Format)}.{name}";

    /// <summary>The type without a nullable mark at its top level.</summary>
    public static string NonNullable(ITypeSymbol type) => Of(Unwrap(type));

    /// <summary><c>T</c> of <c>T?</c>, for reference and value types.</summary>
    public static ITypeSymbol Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    /// <summary>The dotted name without <c>global::</c>, escapes or type arguments.</summary>
    public static string Dotted(ISymbol symbol) => symbol.ToDisplayString(MetadataFormat);

    public static bool Is(ITypeSymbol? type, string dottedName) => type is not null and not IErrorTypeSymbol && Dotted(type) == dottedName;

    public static bool AcceptsNull(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T
        || (!type.IsValueType && type.NullableAnnotation is not NullableAnnotation.NotAnnotated);

    /// <summary>Whether source can name the type at all, keep it in a field and hand it to an asynchronous method.</summary>
    /// <param name="type">The type.</param>
    /// <param name="generated">Names of types that do not exist yet, but will where the result is used.</param>
    public static bool CanBeStored(ITypeSymbol type, IReadOnlyCollection<string>? generated = null) => type switch
    {
        IErrorTypeSymbol error => error.Arity is 0 && generated?.Contains(error.Name) is true,
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        ITypeParameterSymbol parameter => !parameter.AllowsRefLikeType,
        IArrayTypeSymbol array => CanBeStored(array.ElementType, generated),
        INamedTypeSymbol { IsRefLikeType: true } or { SpecialType: SpecialType.System_Void } => false,
        INamedTypeSymbol named => named.TypeArguments.All(argument => CanBeStored(argument, generated)),
        _ => true,
    };

    /// <summary>The least accessibility on the way to the type: public, internal or, for all that generated code cannot name, private.</summary>
    public static Accessibility Visibility(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Visibility(array.ElementType),
        ITypeParameterSymbol or IDynamicTypeSymbol or IErrorTypeSymbol => Accessibility.Public,
        INamedTypeSymbol named => named.TypeArguments.Select(Visibility).Append(VisibilityOf(named)).Min(),
        _ => Accessibility.Private,
    };

    public static Accessibility VisibilityOf(INamedTypeSymbol type)
    {
        var own = type.DeclaredAccessibility switch
        {
            _ when type.IsFileLocal => Accessibility.Private,
            Accessibility.Public => Accessibility.Public,
            Accessibility.Internal or Accessibility.ProtectedOrInternal => Accessibility.Internal,
            _ => Accessibility.Private,
        };
        return type.ContainingType is { } container ? (Accessibility)Math.Min((int)own, (int)VisibilityOf(container)) : own;
    }
}
