using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells the constraints of a type parameter.</summary>
internal static class TypeConstraints
{
    /// <summary>The <c>where</c> clause; empty if there are no constraints.</summary>
    public static string Of(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint) constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint) constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation is NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint) constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(TypeNames.Of));
        if (parameter.HasConstructorConstraint) constraints.Add("new()");
        return constraints.Count is 0 ? "" : $"where {Identifiers.Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }
}
