using System.Runtime.CompilerServices;
using System.Text;

namespace MultiSession.Testing.Snapshots;

/// <summary>
/// The one place that knows how snapshots are kept. It follows Verify's conventions: <c>X.verified.cs</c> is committed,
/// <c>X.received.cs</c> is written on a mismatch and ignored by git.
/// </summary>
internal static class Snapshot
{
    /// <summary>Compares <paramref name="received"/> with <c>Snapshots/{name}.verified.{extension}</c> beside the calling test.</summary>
    public static void Verify(string received, string name, string extension = "cs", [CallerFilePath] string callerFile = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(callerFile)!, "Snapshots");
        Directory.CreateDirectory(folder);
        var verifiedFile = Path.Combine(folder, $"{name}.verified.{extension}");
        var receivedFile = Path.Combine(folder, $"{name}.received.{extension}");
        var actual = Normalize(received);
        var expected = File.Exists(verifiedFile) ? Normalize(File.ReadAllText(verifiedFile)) : null;
        if (actual == expected)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Fail(expected is null
            ? $"No snapshot yet. Review {receivedFile} and rename it to {Path.GetFileName(verifiedFile)}."
            : $"Snapshot differs at line {FirstDifferentLine(expected, actual)}. Compare {receivedFile} with {Path.GetFileName(verifiedFile)}.");
    }

    private static string Normalize(string text) => text.Replace("\r\n", "\n").TrimEnd('\n') + "\n";

    private static int FirstDifferentLine(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < Math.Min(left.Length, right.Length) && left[line] == right[line]) line++;
        return line + 1;
    }
}
