using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells a limit of a <c>[Range]</c> as a constant of the checked type, so that no value is converted at run time.</summary>
internal static class RangeLimits
{
    /// <summary>The limit as source, or <see langword="null"/> if it cannot be one of <paramref name="type"/>.</summary>
    public static string? Of(object? operand, ITypeSymbol type, bool isMinimum) => type.SpecialType switch
    {
        SpecialType.System_SByte => Integer(operand, sbyte.MinValue, sbyte.MaxValue, isMinimum, "sbyte"),
        SpecialType.System_Byte => Integer(operand, byte.MinValue, byte.MaxValue, isMinimum, "byte"),
        SpecialType.System_Int16 => Integer(operand, short.MinValue, short.MaxValue, isMinimum, "short"),
        SpecialType.System_UInt16 => Integer(operand, ushort.MinValue, ushort.MaxValue, isMinimum, "ushort"),
        SpecialType.System_Int32 => Integer(operand, int.MinValue, int.MaxValue, isMinimum, "int"),
        SpecialType.System_UInt32 => Integer(operand, uint.MinValue, uint.MaxValue, isMinimum, "uint"),
        SpecialType.System_Int64 => Integer(operand, long.MinValue, long.MaxValue, isMinimum, "long"),
        SpecialType.System_UInt64 => Integer(operand, ulong.MinValue, ulong.MaxValue, isMinimum, "ulong"),
        SpecialType.System_Decimal => ToDecimal(operand) is { } value ? Literals.OfPrimitive(value) : null,
        SpecialType.System_Double => ToDouble(operand) is { } value ? Literals.OfPrimitive(value) : null,
        SpecialType.System_Single => ToDouble(operand) is { } value ? Literals.OfPrimitive((float)value) : null,
        SpecialType.System_DateTime => Parse(operand, "DateTime", IsPointInTime(operand)),
        _ => TypeNames.Dotted(type) switch
        {
            "System.TimeSpan" => Parse(operand, "TimeSpan", TimeSpan.TryParse(operand as string, CultureInfo.InvariantCulture, out _)),
            "System.DateTimeOffset" => Parse(operand, "DateTimeOffset", IsPointInTime(operand)),
            _ => null,
        },
    };

    // A limit beyond the type's own becomes the type's own; a fraction moves to the next whole number inside the range.
    private static string? Integer(object? operand, decimal lowest, decimal highest, bool isMinimum, string keyword)
    {
        if (ToDecimal(operand) is not { } limit) return null;
        var whole = isMinimum ? Math.Ceiling(limit) : Math.Floor(limit);
        return $"({keyword})({Math.Min(Math.Max(whole, lowest), highest).ToString(CultureInfo.InvariantCulture)})";
    }

    private static decimal? ToDecimal(object? operand) => operand switch
    {
        int value => value,
        string text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        double and (double.NaN) => null,
        double value and >= -7.9e28 and <= 7.9e28 => (decimal)value,
        double value => value > 0 ? decimal.MaxValue : decimal.MinValue,
        _ => null,
    };

    private static double? ToDouble(object? operand) => operand switch
    {
        int value => value,
        double value => value,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ => null,
    };

    private static bool IsPointInTime(object? operand) =>
        DateTimeOffset.TryParse(operand as string, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Parse(object? operand, string type, bool parses) =>
        parses ? $"global::System.{type}.Parse({Literals.Of((string?)operand)}, global::System.Globalization.CultureInfo.InvariantCulture)" : null;
}
