using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Decides how a value of a type is written as JSON.</summary>
internal static class JsonParser
{
    public static JsonModel Parse(ITypeSymbol type)
    {
        var value = TypeNames.Unwrap(type);
        var (kind, reader) = FormOf(value);
        return new JsonModel(kind, TypeNames.Of(value), reader, TypeNames.AcceptsNull(type));
    }

    private static (JsonKind Kind, string Reader) FormOf(ITypeSymbol type) => type.SpecialType switch
    {
        _ when type.TypeKind is TypeKind.Enum => (JsonKind.Enum, ""),
        SpecialType.System_Boolean => (JsonKind.Boolean, "Boolean"),
        SpecialType.System_String => (JsonKind.String, "String"),
        SpecialType.System_Char => (JsonKind.Character, ""),
        SpecialType.System_Single or SpecialType.System_Double => (JsonKind.Floating, ""),
        SpecialType.System_DateTime => (JsonKind.Native, "DateTime"),
        >= SpecialType.System_SByte and <= SpecialType.System_Decimal => (JsonKind.Number, type.Name),
        _ => TypeNames.Dotted(type) switch
        {
            "System.Guid" => (JsonKind.Native, "Guid"),
            "System.DateTimeOffset" => (JsonKind.Native, "DateTimeOffset"),
            "System.TimeSpan" => (JsonKind.Text, "c"),
            "System.DateOnly" or "System.TimeOnly" => (JsonKind.Text, "O"),
            _ => (JsonKind.Object, ""),
        },
    };
}
