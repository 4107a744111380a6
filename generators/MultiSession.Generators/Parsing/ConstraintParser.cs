using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Turns DataAnnotations into calls of the engine's constraints; those that cannot apply to the type are left out.</summary>
internal static class ConstraintParser
{
    private const int NoMaximum = int.MaxValue;

    public static IEnumerable<ConstraintModel> Parse(ISymbol symbol, ITypeSymbol type, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { Name: var kind } annotation) continue;
            if (TypeNames.Dotted(annotation) != WellKnownNames.DataAnnotations + kind) continue;
            if (Parse(kind, attribute, type, name) is { } constraint) yield return constraint;
        }
    }

    private static ConstraintModel? Parse(string kind, AttributeData attribute, ITypeSymbol type, string name)
    {
        var arguments = attribute.Positional();
        return kind switch
        {
            "RequiredAttribute" => Required(attribute, type, name),
            "StringLengthAttribute" when arguments is [int maximum] => Length(attribute, type, name, maximum),
            "LengthAttribute" when arguments is [int minimum, int maximum] => Size(attribute, type, name, minimum, maximum, [minimum, maximum]),
            "MinLengthAttribute" when arguments is [int minimum] => Size(attribute, type, name, minimum, NoMaximum, [minimum]),
            "MaxLengthAttribute" when arguments is [int maximum] => Size(attribute, type, name, 0, maximum < 0 ? NoMaximum : maximum, [maximum]),
            "RangeAttribute" => Range(attribute, type, name),
            "RegularExpressionAttribute" when arguments is [string pattern] => Matches(attribute, type, name, pattern),
            "AllowedValuesAttribute" => Values("AllowedValues", attribute, type, name),
            "DeniedValuesAttribute" => Values("DeniedValues", attribute, type, name),
            _ => null,
        };
    }

    private static ConstraintModel? Required(AttributeData attribute, ITypeSymbol type, string name)
    {
        if (type.IsValueType && !TypeNames.AcceptsNull(type)) return null;
        var allowEmpty = attribute.Named<bool>("AllowEmptyStrings") ? ", allowEmptyStrings: true" : "";
        return new ConstraintModel("Required", allowEmpty, null, 0, Message(attribute, name, []));
    }

    private static ConstraintModel? Length(AttributeData attribute, ITypeSymbol type, string name, int maximum)
    {
        var minimum = attribute.Named<int>("MinimumLength");
        return Size(attribute, type, name, minimum, maximum, [maximum, minimum]);
    }

    private static ConstraintModel? Size(
        AttributeData attribute, ITypeSymbol type, string name, int minimum, int maximum, object[] messageArguments)
    {
        var method = type.SpecialType is SpecialType.System_String ? "Length" : IsCollection(type) ? "Count" : null;
        if (method is null) return null;
        var limits = $", {Literals.OfPrimitive(minimum)}, {Literals.OfPrimitive(maximum)}";
        return new ConstraintModel(method, limits, null, 0, Message(attribute, name, messageArguments));
    }

    private static ConstraintModel? Range(AttributeData attribute, ITypeSymbol type, string name)
    {
        var operands = attribute.Positional();
        if (operands.Count is not 2 and not 3) return null;
        var (minimum, maximum) = (operands[operands.Count - 2], operands[operands.Count - 1]);
        var target = TypeNames.Unwrap(type);
        var (excludesMinimum, excludesMaximum) = (attribute.Named<bool>("MinimumIsExclusive"), attribute.Named<bool>("MaximumIsExclusive"));
        if (RangeLimits.Of(minimum, target, isMinimum: true, excludesMinimum) is not { } low) return null;
        if (RangeLimits.Of(maximum, target, isMinimum: false, excludesMaximum) is not { } high) return null;
        var exclusive = excludesMinimum && !RangeLimits.IsWhole(target) ? ", minimumExclusive: true" : "";
        if (excludesMaximum && !RangeLimits.IsWhole(target)) exclusive += ", maximumExclusive: true";
        return new ConstraintModel("Range", $", {low}, {high}{exclusive}", null, 0, Message(attribute, name, [minimum!, maximum!]));
    }

    private static ConstraintModel? Matches(AttributeData attribute, ITypeSymbol type, string name, string pattern)
    {
        if (type.SpecialType is not SpecialType.System_String) return null;
        try
        {
            _ = new Regex(pattern);
        }
        catch (ArgumentException)
        {
            return null;
        }

        var timeout = attribute.Named<int>("MatchTimeoutInMilliseconds");
        return new ConstraintModel("Matches", "", Literals.Of(pattern), timeout, Message(attribute, name, [pattern]));
    }

    private static ConstraintModel? Values(string method, AttributeData attribute, ITypeSymbol type, string name)
    {
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Array, IsNull: false } list]) return null;
        var values = list.Values.Where(value => Fits(value, type)).Select(value => Literals.Of(value.Value, type)).ToList();
        var arguments = string.Concat(values.Select(value => ", " + value));
        return new ConstraintModel($"{method}<{TypeNames.Of(type)}>", arguments, null, 0, Message(attribute, name, []));
    }

    // As in DataAnnotations, a constant of another type equals nothing.
    private static bool Fits(TypedConstant value, ITypeSymbol type) =>
        value.Kind is not TypedConstantKind.Array and not TypedConstantKind.Error and not TypedConstantKind.Type
        && (value.IsNull ? TypeNames.AcceptsNull(type) : SymbolEqualityComparer.Default.Equals(value.Type, TypeNames.Unwrap(type)));

    private static bool IsCollection(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: 1 }
        || type.AllInterfaces.Append(type).Count(candidate => TypeNames.Dotted(candidate.OriginalDefinition) == WellKnownNames.ReadOnlyCollection) == 1;

    private static string? Message(AttributeData attribute, string name, object[] arguments)
    {
        if (attribute.Named<string>("ErrorMessage") is not { } format) return null;
        try
        {
            return Literals.Of(string.Format(CultureInfo.InvariantCulture, format, [name, .. arguments]));
        }
        catch (FormatException)
        {
            return Literals.Of(format);
        }
    }
}
