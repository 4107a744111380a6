using System.Security.Cryptography;
using System.Text;
using MultiSession.Tool.Analysis;

namespace MultiSession.Tool.Reporting;

/// <summary>
/// Identifies a finding from run to run: by rule, file, locks and the text of its line, not by line numbers, so that it
/// stays the same when unrelated lines move. Repeated ones are told apart by their order in the file.
/// </summary>
internal sealed class Fingerprints(string root)
{
    private const int HexDigits = 32;
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);

    public string Of(Finding finding)
    {
        var span = finding.Location.GetLineSpan();
        var line = finding.Location.SourceTree?.GetText().Lines[span.StartLinePosition.Line].ToString() ?? "";
        var identity = string.Join('\n', [finding.RuleId, SourcePath.Display(root, span.Path), .. finding.Locks, string.Concat(line.Where(c => !char.IsWhiteSpace(c)))]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..HexDigits];
        var occurrence = _occurrences[hash] = _occurrences.GetValueOrDefault(hash) + 1;
        return $"{hash}:{occurrence}";
    }
}
