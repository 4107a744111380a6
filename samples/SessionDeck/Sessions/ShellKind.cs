namespace SessionDeck.Sessions;

/// <summary>What a session is for: a label with a prefix and a colour. The shell inside is the same.</summary>
public enum ShellKind
{
    /// <summary>General work; the kind of a session that names none.</summary>
    Shell,

    /// <summary>Hunting a defect.</summary>
    Debug,

    /// <summary>Planning.</summary>
    Plan,

    /// <summary>Development.</summary>
    Dev,

    /// <summary>Code review.</summary>
    Review,

    /// <summary>A new feature.</summary>
    Feature,

    /// <summary>An urgent correction.</summary>
    Hotfix,

    /// <summary>Restructuring.</summary>
    Refactor,

    /// <summary>Trying something out.</summary>
    Experiment,
}

/// <summary>How kinds are written and coloured.</summary>
internal static class ShellKinds
{
    /// <summary>Prefixes in the order of the enum.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [.. Enum.GetValues<ShellKind>().Select(Prefix)];

    /// <summary>The word that a user types: the name in lower case.</summary>
    public static string Prefix(this ShellKind kind) => Enum.GetName(kind)!.ToLowerInvariant();

    /// <summary>The kind with this prefix.</summary>
    public static ShellKind? Parse(string prefix) =>
        Prefixes.ToList().IndexOf(prefix) is >= 0 and var index ? (ShellKind)index : null;

    /// <summary>Colour name, as Spectre.Console knows it.</summary>
    public static string Colour(this ShellKind kind) => kind switch
    {
        ShellKind.Debug or ShellKind.Hotfix => "blue",
        ShellKind.Plan or ShellKind.Experiment => "green",
        ShellKind.Review or ShellKind.Refactor => "yellow",
        _ => "magenta",
    };
}
