using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiSession;

/// <summary>The checks behind the DataAnnotations of settings and arguments, without reflection. Each returns the reason or <see langword="null"/>.</summary>
/// <remarks>As with DataAnnotations, a missing value breaks only <see cref="Required{T}"/>.</remarks>
public static class SessionConstraints
{
    /// <summary>Longest time that one regular expression may take; a slower match counts as no match.</summary>
    public static readonly TimeSpan DefaultMatchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A value is given; text is not blank unless <paramref name="allowEmptyStrings"/>.</summary>
    public static string? Required<T>(T value, bool allowEmptyStrings = false) =>
        value is null || (!allowEmptyStrings && value is string text && string.IsNullOrWhiteSpace(text)) ? "a value is required" : null;

    /// <summary>Text has from <paramref name="minimum"/> to <paramref name="maximum"/> characters (UTF-16 units).</summary>
    public static string? Length(string? value, int minimum, int maximum) =>
        value is null || (value.Length >= minimum && value.Length <= maximum)
            ? null
            : Format($"has {value.Length} characters, allowed are {minimum} to {maximum}");

    /// <summary>A collection has from <paramref name="minimum"/> to <paramref name="maximum"/> items.</summary>
    public static string? Count<T>(IReadOnlyCollection<T>? value, int minimum, int maximum) =>
        value is null || (value.Count >= minimum && value.Count <= maximum)
            ? null
            : Format($"has {value.Count} items, allowed are {minimum} to {maximum}");

    /// <summary>A value lies between the limits, which are included unless said otherwise.</summary>
    public static string? Range<T>(T value, T minimum, T maximum, bool minimumExclusive = false, bool maximumExclusive = false)
        where T : IComparable<T>
    {
        if (value is null) return null;
        var low = value.CompareTo(minimum);
        var high = value.CompareTo(maximum);
        return low < 0 || (low == 0 && minimumExclusive) || high > 0 || (high == 0 && maximumExclusive)
            ? Format($"must be {(minimumExclusive ? "more than" : "at least")} {minimum} and {(maximumExclusive ? "less than" : "at most")} {maximum}")
            : null;
    }

    /// <inheritdoc cref="Range{T}(T, T, T, bool, bool)"/>
    public static string? Range<T>(T? value, T minimum, T maximum, bool minimumExclusive = false, bool maximumExclusive = false)
        where T : struct, IComparable<T> =>
        value is { } given ? Range(given, minimum, maximum, minimumExclusive, maximumExclusive) : null;

    /// <summary>The whole text matches <paramref name="pattern"/>; empty text passes, as with <c>RegularExpressionAttribute</c>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="pattern">Compiled once by the caller, with a match timeout such as <see cref="DefaultMatchTimeout"/>.</param>
    public static string? Matches(string? value, Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (string.IsNullOrEmpty(value)) return null;
        try
        {
            foreach (var match in pattern.EnumerateMatches(value))
            {
                return match.Index == 0 && match.Length == value.Length ? null : $"does not match the pattern {pattern}";
            }

            return $"does not match the pattern {pattern}";
        }
        catch (RegexMatchTimeoutException)
        {
            return Format($"took longer than {pattern.MatchTimeout} to match the pattern {pattern}");
        }
    }

    /// <summary>The value is one of <paramref name="allowed"/>.</summary>
    public static string? AllowedValues<T>(T value, params ReadOnlySpan<T> allowed)
    {
        foreach (var candidate in allowed)
        {
            if (EqualityComparer<T>.Default.Equals(value, candidate)) return null;
        }

        return $"must be one of {string.Join(", ", allowed.ToArray())}";
    }

    /// <summary>The value is none of <paramref name="denied"/>.</summary>
    public static string? DeniedValues<T>(T value, params ReadOnlySpan<T> denied)
    {
        foreach (var candidate in denied)
        {
            if (EqualityComparer<T>.Default.Equals(value, candidate)) return $"must not be {candidate}";
        }

        return null;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
