using System.Globalization;
using System.Runtime.InteropServices;

namespace SessionDeck.Shell;

/// <summary>
/// A shell and every process that came from it, also those that left its process group: found by terminal session,
/// by ancestry, or by the variable that all of them inherit.
/// </summary>
internal sealed class ProcessFamily(int leader, string variable, TimeProvider clock)
{
    private const int SignalHangup = 1, SignalInterrupt = 2, SignalKill = 9, SignalContinue = 18;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan HangupGrace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(5);

    /// <summary>What Ctrl+C does on a terminal: SIGINT to the leader's process group.</summary>
    public void Interrupt() => _ = Kill(-leader, SignalInterrupt);

    /// <summary>Hangs up, then kills, until no process is left.</summary>
    public async Task EndAsync()
    {
        var known = new HashSet<int> { leader };
        Signal(known, SignalHangup);
        Signal(known, SignalContinue);
        if (await WaitUntilGoneAsync(known, HangupGrace, onPoll: null)) return;
        await WaitUntilGoneAsync(known, KillLimit, onPoll: () => Signal(known, SignalKill));
    }

    private async Task<bool> WaitUntilGoneAsync(HashSet<int> known, TimeSpan limit, Action? onPoll)
    {
        for (var start = clock.GetTimestamp(); clock.GetElapsedTime(start) < limit; await Task.Delay(Poll, clock))
        {
            if (!AnyLeft(known)) return true;
            onPoll?.Invoke();
        }

        return false;
    }

    private bool AnyLeft(HashSet<int> known)
    {
        if (!OperatingSystem.IsLinux()) return Kill(-leader, 0) == 0;
        FindMembers(known);
        return known.Count > 0;
    }

    private void Signal(HashSet<int> known, int signal)
    {
        if (OperatingSystem.IsLinux()) FindMembers(known);
        _ = Kill(-leader, signal);
        foreach (var member in known) _ = Kill(member, signal);
    }

    // What was known stays known: a child keeps no trace of the family when its parent has died before it.
    private void FindMembers(HashSet<int> known)
    {
        var all = ProcessEntry.ReadAll();
        known.UnionWith(all.Where(p => p.Session == leader || p.HasVariable(variable)).Select(p => p.Id));
        while (all.Any(p => known.Contains(p.Parent) && known.Add(p.Id))) { }
        known.IntersectWith(all.Select(p => p.Id));
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    /// <summary>One living process, as Linux shows it under /proc.</summary>
    private sealed record ProcessEntry(int Id, int Parent, int Session)
    {
        public static List<ProcessEntry> ReadAll() =>
            [.. Directory.EnumerateDirectories("/proc").Select(Read).OfType<ProcessEntry>()];

        public bool HasVariable(string variable) =>
            Text($"/proc/{Id}/environ") is { } environment && environment.Split('\0').Contains(variable);

        private static ProcessEntry? Read(string folder)
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
            // After the name in parentheses, which may hold anything: state, parent, process group, session.
            var fields = Text($"{folder}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 1)..].Split(' ') : [];
            return fields.Length > 4 && fields[1] is not ("Z" or "X") ? new ProcessEntry(id, Number(fields[2]), Number(fields[4])) : null;

            static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
        }

        private static string? Text(string path)
        {
            try
            {
                return File.ReadAllText(path);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
