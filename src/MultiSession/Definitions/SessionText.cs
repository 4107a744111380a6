using System.Globalization;

namespace MultiSession;

/// <summary>Spells values for error messages.</summary>
public static class SessionText
{
    /// <summary>Longest value shown in a message, in characters.</summary>
    public const int MaxValueLength = 64;

    /// <summary>The value as invariant text, cut to <see cref="MaxValueLength"/>; <see langword="null"/> for no value.</summary>
    public static string? Describe<T>(T value)
    {
        var text = value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString();
        if (text is null || text.Length <= MaxValueLength) return text;
        var length = char.IsHighSurrogate(text[MaxValueLength - 1]) ? MaxValueLength - 1 : MaxValueLength;
        return text[..length] + "…";
    }
}
