using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells constants as C# source, the same in every culture.</summary>
internal static class Literals
{
    public static string Of(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>The constant <paramref name="value"/> as an expression of type <paramref name="type"/>; <c>default</c> for what has no literal.</summary>
    public static string Of(object? value, ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return value is null ? "null" : Of(value, nullable.TypeArguments[0]);
        }

        if (value is null) return type.IsReferenceType ? "null" : "default";
        return type.TypeKind is TypeKind.Enum ? OfEnum(value, (INamedTypeSymbol)type) : OfPrimitive(value);
    }

    public static string OfPrimitive(object value) => value switch
    {
        string text => Of(text),
        bool flag => Of(flag),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        double number => OfDouble(number),
        float number => OfSingle(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        long number => number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        int.MinValue => "int.MinValue",
        int or short or sbyte or byte or ushort => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };

    private static string OfDouble(double number) => number switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture) + "d",
    };

    private static string OfSingle(float number) => number switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        _ => number.ToString("R", CultureInfo.InvariantCulture) + "f",
    };

    private static string OfEnum(object value, INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(TypeNames.Format);
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null ? $"({name})({OfPrimitive(value)})" : $"{name}.{Identifiers.Escape(member.Name)}";
    }
}
