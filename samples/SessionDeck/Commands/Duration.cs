using System.Globalization;
using System.Text.RegularExpressions;

namespace SessionDeck.Commands;

/// <summary>Reads durations as people write them: <c>90s</c>, <c>15m</c>, <c>1h30m</c>, <c>2d</c> or <c>01:30:00</c>.</summary>
internal static partial class Duration
{
    /// <summary>The forms that are understood, for messages.</summary>
    public const string Forms = "90s, 15m, 1h30m, 2d or 01:30:00";

    /// <summary>Reads <paramref name="text"/>; false when it has another form or is too large.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);

        duration = TimeSpan.Zero;
        var match = Units().Match(text);
        if (text.Length == 0 || !match.Success) return false;
        duration = new TimeSpan(Part("d"), Part("h"), Part("m"), Part("s"));
        return true;

        int Part(string unit) => match.Groups[unit] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    // Six digits of days are more than anybody waits and less than a TimeSpan holds.
    [GeneratedRegex(
        @"\A((?<d>[0-9]{1,6})d)?((?<h>[0-9]{1,6})h)?((?<m>[0-9]{1,6})m)?((?<s>[0-9]{1,6})s)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
