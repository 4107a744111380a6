using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MultiSession.Tool.Loading;

/// <summary>Asks MSBuild, through the <c>dotnet</c> command that the project's folder selects.</summary>
internal static partial class MSBuild
{
    // The language of tools, so that "error" can be recognised.
    private static readonly (string Name, string Value)[] Environment =
        [("DOTNET_CLI_UI_LANGUAGE", "en"), ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_NOLOGO", "1")];

    [GeneratedRegex(@"^\s*(?<error>.*?\berror\b.*?)(?:\s*\[[^\]]*\])?\s*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ErrorLine { get; }

    /// <summary>Runs MSBuild on <paramref name="project"/>; the answer is its <c>-getItem</c>/<c>-getProperty</c> JSON, or null when none was asked for.</summary>
    /// <exception cref="InputException">MSBuild failed; the message carries its first error.</exception>
    public static async Task<JsonElement?> RunAsync(string project, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        if (!File.Exists(project)) throw new InputException($"'{project}' does not exist.");
        var start = new ProcessStartInfo(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["msbuild", project, "-nologo", "-verbosity:quiet", .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            var text = await output.ConfigureAwait(false);
            var errors = await error.ConfigureAwait(false);
            if (process.ExitCode != 0) throw new InputException($"MSBuild cannot load '{Path.GetFileName(project)}': {FirstError(text + "\n" + errors)}");
            var json = text.IndexOf('{', StringComparison.Ordinal);
            return json < 0 ? null : JsonElement.Parse(text.AsSpan(json).ToString());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo command)
    {
        const string message = "The 'dotnet' command did not start; it is needed to load projects.";
        try
        {
            return Process.Start(command) ?? throw new InputException(message);
        }
        catch (Win32Exception failure)
        {
            throw new InputException(message, failure);
        }
    }

    private static string FirstError(string output)
    {
        var match = ErrorLine.Match(output);
        return match.Success ? match.Groups["error"].Value.Trim() : output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("it gave no reason");
    }
}
