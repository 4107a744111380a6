using System.Text.Json;

namespace MultiSession.Tool.Graphs;

/// <summary>The lock graph as one HTML file without any outside part: the drawing, a search, and the witness of what is chosen.</summary>
internal static class HtmlWriter
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static string Write(LockGraphView graph)
    {
        var hasCycles = graph.Edges.Any(edge => edge.InCycle);
        return GraphAssets.Page
            .Replace("<!--svg-->", (hasCycles ? new SvgWriter(graph, onlyCycles: true).Write() : "") + new SvgWriter(graph).Write(), StringComparison.Ordinal)
            .Replace("<!--data-->", Data(graph), StringComparison.Ordinal)
            .Replace("<!--script-->", GraphAssets.Script, StringComparison.Ordinal);
    }

    /// <summary>The default encoder escapes angle brackets, so that no name can end the script element.</summary>
    private static string Data(LockGraphView graph) => JsonSerializer.Serialize(
        new
        {
            Nodes = graph.Nodes.Select(node => new { node.Name, node.Short, node.Kind, node.Position, Cycle = node.InCycle }),
            Edges = graph.Edges.Select(edge => new { edge.From, edge.To, edge.Count, Cycle = edge.InCycle, edge.Witness }),
        },
        CamelCase);
}
