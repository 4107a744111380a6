namespace SessionDeck.Tests.Running;

/// <summary>A test on a pseudo-terminal, which the <c>script</c> command of util-linux makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!OperatingSystem.IsLinux() || !folders.Any(folder => File.Exists(Path.Combine(folder, "script"))))
            Skip = "Needs the 'script' command of util-linux, which makes the pseudo-terminal.";
    }
}
