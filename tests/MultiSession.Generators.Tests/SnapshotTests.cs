using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MultiSession.Generators.Tests.Harness;
using MultiSession.Testing.Snapshots;

namespace MultiSession.Generators.Tests;

/// <summary>What is emitted, to be read by people: every artefact of a rich session and of the smallest one.</summary>
public sealed partial class SnapshotTests
{
    private const string Minimal = """
        [MultiSession.Session]
        internal sealed partial class Room;
        """;

    [Fact]
    public void Emits_every_artefact_of_a_rich_session() => Verify(GeneratorRun.Of(ReadSession("ChatSession.cs")), "ChatSession");

    [Fact]
    public void Emits_every_artefact_of_the_smallest_session() => Verify(GeneratorRun.Of(Minimal).AssertClean(), "Room");

    private static void Verify(GeneratorRun run, string name)
    {
        var files = run.Result.GeneratedSources.Select(source => $"//// {source.HintName}\n{source.SourceText}");
        Snapshot.Verify(Version().Replace(string.Join("\n", files), "VERSION"), name);
    }

    private static string ReadSession(string name, [CallerFilePath] string callerFile = "") =>
        "global using System.Threading.Tasks; global using System.Threading; global using System; global using System.Collections.Generic;\n"
        + File.ReadAllText(Path.Combine(Path.GetDirectoryName(callerFile)!, "Sessions", name));

    [GeneratedRegex(@"\d+\.\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
