using System.Globalization;

namespace MultiSession.Sqlite.Storage;

/// <summary>Instants as ISO 8601 text in UTC, to the full 100 ns of the clock; the text sorts as the time does.</summary>
internal static class Timestamps
{
    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out at);
}
