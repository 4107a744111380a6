namespace MultiSession.Tool.Graphs;

/// <summary>The lock graph as a Mermaid flowchart, which Markdown viewers draw; witnesses are comments.</summary>
internal static class MermaidWriter
{
    public static void Write(LockGraphView graph, TextWriter output)
    {
        var edges = graph.DrawnEdges.ToArray();
        output.WriteLine("flowchart LR");
        output.WriteLine($"    %% {graph.Caption}");
        foreach (var node in graph.Nodes) output.WriteLine($"    n{node.Id}[\"{Escape(node.Name)}\"]{(node.InCycle ? ":::cycle" : "")}");
        foreach (var edge in edges)
        {
            foreach (var step in edge.Witness) output.WriteLine($"    %% {step.ReplaceLineEndings(" ")}");
            output.WriteLine(edge.Count > 1 ? $"    n{edge.From} -->|{edge.Count}| n{edge.To}" : $"    n{edge.From} --> n{edge.To}");
        }

        output.WriteLine("    classDef cycle stroke:#d1242f,stroke-width:2px");
        var cyclic = string.Join(',', Enumerable.Range(0, edges.Length).Where(i => edges[i].InCycle));
        if (cyclic.Length > 0) output.WriteLine($"    linkStyle {cyclic} stroke:#d1242f,stroke-width:2px");
    }

    private static string Escape(string text) => text
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
