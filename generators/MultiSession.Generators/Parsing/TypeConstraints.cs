using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells the constraints of a type parameter.</summary>
internal static class TypeConstraints
{
    /// <summary>Whether generated code can repeat the type parameter.</summary>
    public static bool IsUsable(ITypeParameterSymbol parameter) =>
        TypeNames.CanBeStored(parameter)
        && parameter.ConstraintTypes.All(type => type is not IErrorTypeSymbol && TypeNames.Visibility(type) is not Accessibility.Private);

    /// <summary>The type parameters with angle brackets; empty for a method without any.</summary>
    public static string ListOf(IMethodSymbol method) => method.IsGenericMethod
        ? $"<{string.Join(", ", method.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)))}>"
        : "";

    /// <summary>The <c>where</c> clause; empty if there are no constraints.</summary>
    public static string Of(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint) constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint) constraints.Add(AcceptsNull(parameter) ? "class?" : "class");
        else if (parameter.HasNotNullConstraint) constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(TypeNames.Of));
        if (parameter.HasConstructorConstraint) constraints.Add("new()");
        return constraints.Count is 0 ? "" : $"where {Identifiers.Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    private static bool AcceptsNull(ITypeParameterSymbol parameter) =>
        parameter.ReferenceTypeConstraintNullableAnnotation is NullableAnnotation.Annotated;
}
