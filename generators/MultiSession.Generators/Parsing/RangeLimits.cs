using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MultiSession.Generators.Parsing;

/// <summary>Spells a limit of a <c>[Range]</c> as a constant of the checked type, so that no value is converted at run time.</summary>
internal static class RangeLimits
{
    /// <summary>Whether an excluded limit is spelled as the next number inside the range.</summary>
    public static bool IsWhole(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>The limit as source, or <see langword="null"/> if it cannot be one of <paramref name="type"/>.</summary>
    public static string? Of(object? operand, ITypeSymbol type, bool isMinimum, bool isExclusive) => type.SpecialType switch
    {
        SpecialType.System_SByte => Integer(operand, sbyte.MinValue, sbyte.MaxValue, isMinimum, isExclusive, "sbyte"),
        SpecialType.System_Byte => Integer(operand, byte.MinValue, byte.MaxValue, isMinimum, isExclusive, "byte"),
        SpecialType.System_Int16 => Integer(operand, short.MinValue, short.MaxValue, isMinimum, isExclusive, "short"),
        SpecialType.System_UInt16 => Integer(operand, ushort.MinValue, ushort.MaxValue, isMinimum, isExclusive, "ushort"),
        SpecialType.System_Int32 => Integer(operand, int.MinValue, int.MaxValue, isMinimum, isExclusive, "int"),
        SpecialType.System_UInt32 => Integer(operand, uint.MinValue, uint.MaxValue, isMinimum, isExclusive, "uint"),
        SpecialType.System_Int64 => Integer(operand, long.MinValue, long.MaxValue, isMinimum, isExclusive, "long"),
        SpecialType.System_UInt64 => Integer(operand, ulong.MinValue, ulong.MaxValue, isMinimum, isExclusive, "ulong"),
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
    private static string? Integer(object? operand, decimal lowest, decimal highest, bool isMinimum, bool isExclusive, string keyword)
    {
        if (ToDecimal(operand) is not { } limit) return null;
        var clamped = Math.Min(Math.Max(limit, lowest - 1), highest + 1);
        var whole = (isMinimum, isExclusive) switch
        {
            (true, false) => Math.Ceiling(clamped),
            (true, true) => Math.Floor(clamped) + 1,
            (false, false) => Math.Floor(clamped),
            (false, true) => Math.Ceiling(clamped) - 1,
        };
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
