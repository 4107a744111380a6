using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace MultiSession.Tool.Loading;

/// <summary>Lists the C# projects of a solution in either format.</summary>
internal static partial class SolutionFile
{
    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]+)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine { get; }

    public static bool IsSolution(string path) => Path.GetExtension(path).ToLowerInvariant() is ".sln" or ".slnx";

    public static string[] Projects(string solution)
    {
        var folder = Path.GetDirectoryName(solution) ?? "";
        var listed = Path.GetExtension(solution).Equals(".slnx", StringComparison.OrdinalIgnoreCase) ? FromXml(solution) : FromText(solution);
        return
        [
            .. listed
                .Where(path => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                .Select(path => Path.GetFullPath(Path.Combine(folder, path.Replace('\\', '/')))),
        ];
    }

    private static IEnumerable<string> FromText(string solution) =>
        ProjectLine.Matches(Read(solution)).Select(match => match.Groups["path"].Value);

    private static IEnumerable<string> FromXml(string solution)
    {
        try
        {
            return XDocument.Parse(Read(solution)).Descendants("Project").Select(project => project.Attribute("Path")?.Value).OfType<string>();
        }
        catch (XmlException failure)
        {
            throw new InputException($"'{solution}' is not a solution: {failure.Message}", failure);
        }
    }

    private static string Read(string solution)
    {
        try
        {
            return File.ReadAllText(solution);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{solution}' cannot be read: {failure.Message}", failure);
        }
    }
}
