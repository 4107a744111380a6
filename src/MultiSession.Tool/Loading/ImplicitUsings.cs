using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MultiSession.Tool.Loading;

/// <summary>
/// What the files of a project import by its settings: the SDK's implicit usings, where the project file or the nearest
/// <c>Directory.Build.props</c> that speaks of them turns them on, and the <c>Using</c> items of both. Where neither does, which
/// other imported settings or a condition may, the code tells: with implicit usings hardly a file imports one of them.
/// </summary>
internal static class ImplicitUsings
{
    private static readonly string[] Basic =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] Hosted =
        ["Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging"];

    private static readonly string[] Web =
        ["System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing"];

    /// <summary>What files without a project import, as C#.</summary>
    /// <param name="imports">What each of the files imports itself.</param>
    public static string OfFiles(IEnumerable<string[]> imports) => AreAssumedBy(imports) ? Directives(Basic) : "";

    /// <summary>What the projects of a folder import by their settings, as C#.</summary>
    /// <param name="folder">The folder of the project files.</param>
    /// <param name="imports">What each of their files imports itself.</param>
    public static string OfProjects(string folder, IEnumerable<string[]> imports)
    {
        var projects = ProjectFolders.ProjectsOf(folder).Select(Read).OfType<XElement>().ToArray();
        var settings = projects.Concat(SettingsAbove(folder)).ToArray();
        var setting = settings.SelectMany(file => Unconditional(file, "ImplicitUsings")).Select(element => element.Value.Trim().ToLowerInvariant()).FirstOrDefault();
        var sdks = projects.SelectMany(Sdks).ToArray();
        var names = sdks.Length == 0 && !projects.Any(ImportsSdk) || !(setting is null ? AreAssumedBy(imports) : setting is "enable" or "true") ? []
            : sdks.Contains("Microsoft.NET.Sdk.Web") ? [.. Basic, .. Hosted, .. Web]
            : sdks.Contains("Microsoft.NET.Sdk.Worker") ? [.. Basic, .. Hosted]
            : Basic;
        var items = settings.SelectMany(file => Unconditional(file, "Using")).ToArray();
        var directives = new StringBuilder(Directives(names.Except(items.SelectMany(item => Names(item, "Remove")))));
        foreach (var item in items)
        {
            foreach (var name in Names(item, "Include"))
            {
                var isStatic = string.Equals(item.Attribute("Static")?.Value, "true", StringComparison.OrdinalIgnoreCase);
                var alias = item.Attribute("Alias")?.Value;
                directives.Append("using ").Append(isStatic ? "static " : alias is null ? "" : alias + " = ").Append(name).Append(";\n");
            }
        }

        return directives.ToString();
    }

    private static bool AreAssumedBy(IEnumerable<string[]> imports)
    {
        var importing = imports.Where(names => names.Length > 0).ToArray();
        return importing.Count(names => names.Any(Basic.Contains)) * 2 <= importing.Length;
    }

    private static IEnumerable<XElement> SettingsAbove(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
            if (Read(Path.Combine(above, "Directory.Build.props")) is { } settings) yield return settings;
    }

    private static IEnumerable<string> Sdks(XElement project) =>
        project.DescendantsAndSelf().SelectMany(element => new[] { element.Attribute("Sdk")?.Value, element.Name.LocalName == "Sdk" ? element.Attribute("Name")?.Value : null })
            .OfType<string>().SelectMany(names => names.Split(';')).Select(name => name.Split('/')[0]);

    /// <summary>Whether a project imports an SDK by its path, as it does one of its own repository.</summary>
    private static bool ImportsSdk(XElement project) =>
        project.Descendants().Any(element => element.Name.LocalName == "Import" && Path.GetFileName(element.Attribute("Project")?.Value.Replace('\\', '/')) is "Sdk.props");

    private static IEnumerable<XElement> Unconditional(XElement file, string name) =>
        file.Descendants().Where(element => element.Name.LocalName == name && element.AncestorsAndSelf().All(part => part.Attribute("Condition") is null));

    private static IEnumerable<string> Names(XElement item, string attribute) =>
        (item.Attribute(attribute)?.Value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => !name.Contains('$'));

    private static string Directives(IEnumerable<string> names) => string.Concat(names.Select(name => $"using {name};\n"));

    /// <summary>The root of a project file; nothing when there is none that can be read.</summary>
    private static XElement? Read(string path)
    {
        try
        {
            return File.Exists(path) ? XDocument.Load(path).Root : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }
}
