using System.CommandLine;
using MultiSession.Tool.Analysis;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Commands;

/// <summary><c>multisession explain ID</c>: prints the page of a rule, which is part of the tool.</summary>
internal static class ExplainCommand
{
    private const string PagePrefix = "rules/";

    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The id of a rule, such as MSES0001." };
        var command = new Command("explain", """
            Prints the page of a rule: what it reports, why, how to fix or suppress it, what it misses.

            Example:
              multisession explain MSES0001
            """) { id };
        command.SetAction(arguments =>
        {
            var page = Page(arguments.GetRequiredValue(id));
            ReportOutput.WriteText(null, writer => writer.WriteLine(page.TrimEnd()));
            return ExitCode.Clean;
        });
        return command;
    }

    private static string Page(string id)
    {
        var assembly = typeof(ExplainCommand).Assembly;
        if (assembly.GetManifestResourceStream($"{PagePrefix}{id.ToUpperInvariant()}.md") is { } page)
        {
            using var reader = new StreamReader(page);
            return reader.ReadToEnd();
        }

        var known = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(PagePrefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Union(RuleCatalog.Rules.Keys, StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal);
        if (!RuleCatalog.Rules.TryGetValue(id, out var rule)) throw new InputException($"'{id}' is not a rule; the rules are {string.Join(", ", known)}.");
        return $"# {rule.Id}: {rule.Title}\n\n{rule.Description}\n\n{rule.HelpLinkUri}";
    }
}
