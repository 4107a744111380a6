namespace MultiSession.Tool.Graphs;

/// <summary>The style and script of the drawings, which are part of the tool so that they open without a network.</summary>
internal static class GraphAssets
{
    public static string Style { get; } = Read("graph.css");

    public static string Page { get; } = Read("graph.html");

    public static string Script { get; } = Read("graph.js");

    private static string Read(string name)
    {
        using var stream = typeof(GraphAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The tool was built without its part '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
