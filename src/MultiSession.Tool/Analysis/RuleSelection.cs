using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Analysis;

/// <summary>The rules that a run reports: all, or those named by <c>--rules</c>.</summary>
internal sealed class RuleSelection
{
    private readonly HashSet<string>? _ids;

    private RuleSelection(HashSet<string>? ids) => _ids = ids;

    public static RuleSelection All { get; } = new(null);

    public bool Includes(string id) => _ids is null || _ids.Contains(id);

    /// <summary>Reads ids separated by commas; without an option, all.</summary>
    public static RuleSelection Parse(string[] options)
    {
        if (options.Length == 0) return All;
        var ids = options.SelectMany(option => option.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        if (ids.FirstOrDefault(id => !RuleCatalog.Rules.ContainsKey(id)) is { } unknown)
            throw new InputException($"--rules names '{unknown}', which is not a rule; the rules are {string.Join(", ", RuleCatalog.Rules.Keys)}.");
        if (ids.Length == 0) throw new InputException("--rules names no rule; give ids such as MSES0001,MSES0004.");
        return new RuleSelection(new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase));
    }
}
