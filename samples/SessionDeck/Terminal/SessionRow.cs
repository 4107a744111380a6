using System.Globalization;
using MultiSession;
using SessionDeck.Sessions;

namespace SessionDeck.Terminal;

/// <summary>What a list shows of one session, in the deck's words.</summary>
internal static class SessionRow
{
    /// <summary>A line for each of at least one session; with <paramref name="details"/> also ids and times of creation.</summary>
    public static IReadOnlyList<(string Text, ShellKind Kind)> Lines(
        IReadOnlyList<ShellSessionHandle> sessions, TimeProvider clock, bool details)
    {
        var rows = sessions.Select(session => (Cells: Cells(session, clock, details), session.Config.Kind)).ToList();
        var widths = rows[0].Cells.Select((_, column) => rows.Max(row => row.Cells[column].Length)).ToList();
        return [.. rows.Select(row => (Join(row.Cells), row.Kind))];

        string Join(string[] cells) => string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
    }

    private static string[] Cells(ShellSessionHandle session, TimeProvider clock, bool details)
    {
        var info = session.Info;
        string[] cells =
        [
            $"{(info.IsActive ? '*' : ' ')} {info.Number}",
            info.Name,
            session.Config.Kind.Prefix(),
            StatusWord(info.Status),
            $"idle {Short(clock.GetUtcNow() - info.LastActiveAt)}",
        ];
        return details ? [.. cells, info.Id.ToString(), info.CreatedAt.ToString("u", CultureInfo.InvariantCulture)] : cells;
    }

    /// <summary>A status in the deck's words.</summary>
    public static string StatusWord(SessionStatus status) => status switch
    {
        SessionStatus.Active => "ready",
        SessionStatus.WaitingForInput => "waiting for input",
        SessionStatus.Processing => "working",
        _ => status.ToString().ToLowerInvariant(),
    };

    private static string Short(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{Math.Max(0, (int)time.TotalSeconds)}s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes}m",
        { TotalDays: < 1 } => $"{(int)time.TotalHours}h",
        _ => $"{(int)time.TotalDays}d",
    };
}
