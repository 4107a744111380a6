namespace MultiSession.Tool.Graphs;

/// <summary>The lock graph in Graphviz' language; witnesses are tooltips.</summary>
internal static class DotWriter
{
    public static void Write(LockGraphView graph, TextWriter output)
    {
        output.WriteLine("digraph locks {");
        output.WriteLine($"    // {graph.Caption}");
        output.WriteLine("    rankdir=LR;");
        output.WriteLine("    node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];");
        output.WriteLine("    edge [fontname=\"sans-serif\", fontsize=9];");
        foreach (var node in graph.Nodes)
        {
            var colour = node.InCycle ? ", color=\"#d1242f\"" : "";
            output.WriteLine($"    n{node.Id} [label={Quote(node.Name)}, tooltip={Quote($"{node.Kind}, {node.Position}")}{colour}];");
        }

        foreach (var edge in graph.DrawnEdges)
        {
            var colour = edge.InCycle ? ", color=\"#d1242f\", penwidth=2" : "";
            output.WriteLine($"    n{edge.From} -> n{edge.To} [label=\"{edge.Count}\", tooltip={Quote(string.Join('\n', edge.Witness))}{colour}];");
        }

        output.WriteLine("}");
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"";
}
