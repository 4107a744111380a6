using System.CommandLine;
using System.CommandLine.Parsing;

namespace SessionDeck.Commands;

/// <summary>The program's command line.</summary>
internal static class DeckCommandLine
{
    private const int MostSessions = 1000;
    private static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromHours(12);
    private static readonly TimeSpan ShortestIdleTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestIdleTimeout = TimeSpan.FromDays(365);

    private static readonly Option<string> Store = new("--store")
    {
        Description = "File that keeps the sessions; made when it is missing.",
        HelpName = "FILE",
        DefaultValueFactory = _ => DeckStore.DefaultPath,
        CustomParser = result => Text(result) is { Length: > 0 } path ? path : Refuse<string>(result, "--store '' names no file"),
    };

    private static readonly Option<int> MaxSessions = new("--max-sessions")
    {
        Description = $"Most sessions at once, 1 to {MostSessions}.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
        CustomParser = result => int.TryParse(Text(result), out var count) && count is >= 1 and <= MostSessions
            ? count
            : Refuse<int>(result, $"--max-sessions '{Text(result)}' is not a whole number from 1 to {MostSessions}"),
    };

    private static readonly Option<TimeSpan> IdleTimeout = new("--idle-timeout")
    {
        Description = $"Idle time after which a session ends: {Duration.Forms}.",
        HelpName = "T",
        DefaultValueFactory = _ => DefaultIdleTimeout,
        CustomParser = result =>
            Duration.TryParse(Text(result), out var time) && time >= ShortestIdleTimeout && time <= LongestIdleTimeout
                ? time
                : Refuse<TimeSpan>(
                    result, $"--idle-timeout '{Text(result)}' is not a time from 1s to 365d; write it like {Duration.Forms}"),
    };

    private static readonly Option<bool> Plain = new("--plain") { Description = "Plain text without escape codes, even on a terminal." };

    /// <summary>Reads the arguments and runs <paramref name="run"/>; bad ones are one line on standard error and exit code 2.</summary>
    public static async Task<int> InvokeAsync(string[] args, Func<DeckOptions, Task<int>> run)
    {
        var root = new RootCommand("Many live shell sessions in one terminal.") { Store, MaxSessions, IdleTimeout, Plain };
        root.SetAction((parsed, _) => run(new DeckOptions(
            parsed.GetRequiredValue(Store), parsed.GetValue(MaxSessions), parsed.GetValue(IdleTimeout), parsed.GetValue(Plain))));

        var result = root.Parse(args);
        // Signals are the deck's own business.
        if (result.Errors.Count == 0) return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        await Console.Error.WriteLineAsync($"error: {result.Errors[0].Message} (--help lists the options)");
        return ExitCode.BadOptions;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
