namespace MultiSession.Tool.Loading;

/// <summary>The preprocessor symbols of a release build for the running framework, which a folder without a project is read with.</summary>
internal static class DefaultSymbols
{
    private const int FirstUnifiedVersion = 5;
    private static readonly string[] CoreVersions = ["1_0", "1_1", "2_0", "2_1", "2_2", "3_0", "3_1"];

    public static IEnumerable<string> All()
    {
        var newest = Environment.Version.Major;
        yield return "TRACE";
        yield return "RELEASE";
        yield return "NET";
        yield return $"NET{newest}_0";
        yield return "NETCOREAPP";
        foreach (var version in CoreVersions) yield return $"NETCOREAPP{version}_OR_GREATER";
        for (var version = FirstUnifiedVersion; version <= newest; version++) yield return $"NET{version}_0_OR_GREATER";
    }
}
