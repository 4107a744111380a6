using System.Globalization;
using System.Security;
using System.Text;
using MultiSession.Tool.Graphs.Layout;

namespace MultiSession.Tool.Graphs;

/// <summary>The lock graph as one SVG element that needs nothing else: hovering shows a lock's or edge's details.</summary>
internal sealed class SvgWriter
{
    private const double CharacterWidth = 7.3;
    private const double SmallCharacterWidth = 5.5;
    private const double CaptionCharacterWidth = 6.2;
    private const double CaptionMargin = 32;
    private const double Padding = 10;
    private const double BoxHeight = 36;
    private const int HeadSpace = 26;

    private readonly LockGraphView _graph;
    private readonly LockGraphView.Node[] _nodes;
    private readonly int[] _edges;
    private readonly Dictionary<int, Box> _boxes;
    private readonly GraphLayout _layout;
    private readonly string _prefix;
    private readonly string _caption;

    /// <param name="graph">What to draw.</param>
    /// <param name="onlyCycles">Whether only cycles are drawn, or all.</param>
    public SvgWriter(LockGraphView graph, bool onlyCycles = false)
    {
        _graph = graph;
        _prefix = onlyCycles ? "cycles" : "all";
        _nodes = [.. graph.Nodes.Where(node => !onlyCycles || node.InCycle)];
        _edges = [.. Enumerable.Range(0, graph.Edges.Length).Where(i => onlyCycles ? graph.Edges[i].InCycle : !graph.Edges[i].IsImplied)];
        _caption = onlyCycles ? $"The {_nodes.Length} locks that lie on cycles, and the edges of these cycles" : graph.Caption;
        var index = _nodes.Select((node, i) => (node.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i);
        _layout = LayeredLayout.Create(
            new GraphShape([.. _nodes.Select(Size)], [.. _edges.Select(i => (index[graph.Edges[i].From], index[graph.Edges[i].To]))]),
            node => _nodes[node].InCycle);
        _boxes = index.ToDictionary(pair => pair.Key, pair => _layout.Boxes[pair.Value]);
    }

    public string Write()
    {
        var svg = new StringBuilder();
        var (width, height) = (Math.Ceiling(Math.Max(_layout.Width, CaptionMargin * 2 + _caption.Length * CaptionCharacterWidth)), Math.Ceiling(_layout.Height + HeadSpace));
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" id="{_prefix}" width="{width}" height="{height}" viewBox="0 {-HeadSpace} {width} {height}" role="img" aria-label="Lock graph">
            <style>{GraphAssets.Style}</style>
            <defs>
            <marker id="{_prefix}-arrow" class="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0L10 5L0 10z"/></marker>
            <marker id="{_prefix}-arrow-cycle" class="arrow cycle" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0L10 5L0 10z"/></marker>
            </defs>
            <rect class="background" x="0" y="{-HeadSpace}" width="{width}" height="{height}"/>
            <text class="caption" x="{CaptionMargin}" y="0">{Escape(_caption)}</text>

            """);
        // Red lines are drawn last, above the others.
        foreach (var drawn in Enumerable.Range(0, _edges.Length).OrderBy(drawn => _graph.Edges[_edges[drawn]].InCycle)) WriteEdge(svg, drawn);
        foreach (var node in _nodes) WriteNode(svg, node);
        return svg.Append("</svg>\n").ToString();
    }

    private void WriteNode(StringBuilder svg, LockGraphView.Node node)
    {
        var box = _boxes[node.Id];
        var middle = box.Y + box.Height / 2;
        svg.Append(CultureInfo.InvariantCulture, $"""
            <g class="node{(node.InCycle ? " cycle" : "")}" data-node="{node.Id}"><title>{Escape($"{node.Name}\n{node.Kind}, {node.Position}")}</title>
            <rect x="{box.X:0.#}" y="{box.Y:0.#}" width="{box.Width:0.#}" height="{box.Height:0.#}" rx="5"/>
            <text class="name" x="{box.X + Padding:0.#}" y="{middle + (node.Namespace.Length > 0 ? -2 : 4):0.#}">{Escape(node.Short)}</text>
            <text class="rest" x="{box.X + Padding:0.#}" y="{middle + 11:0.#}">{Escape(node.Namespace)}</text></g>

            """);
    }

    private void WriteEdge(StringBuilder svg, int drawn)
    {
        var index = _edges[drawn];
        var edge = _graph.Edges[index];
        var route = _layout.Routes[drawn];
        var path = edge.From == edge.To ? LoopPath(route) : Path(route);
        var title = string.Join('\n', [$"{_graph.Nodes[edge.From].Name} → {_graph.Nodes[edge.To].Name} (at {Places(edge.Count)})", .. edge.Witness]);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <g class="edge{(edge.InCycle ? " cycle" : "")}" data-edge="{index}"><title>{Escape(title)}</title>
            <path class="hit" d="{path}"/><path class="line" d="{path}" marker-end="url(#{_prefix}-arrow{(edge.InCycle ? "-cycle" : "")})"/>
            """);
        if (edge.Count > 1)
        {
            var (from, to) = CountedSegment(route);
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="count" x="{(from.X + to.X) / 2:0.#}" y="{(from.Y + to.Y) / 2 - 3:0.#}">{edge.Count}</text>""");
        }

        svg.Append("</g>\n");
    }

    /// <summary>Curves that leave and arrive horizontally, straight where a long edge passes a column.</summary>
    private static string Path(IReadOnlyList<Point> route)
    {
        var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"M{route[0].X:0.#} {route[0].Y:0.#}"));
        for (var i = 1; i < route.Count; i++)
        {
            var (from, to) = (route[i - 1], route[i]);
            var bend = (to.X - from.X) / 2;
            path.Append(CultureInfo.InvariantCulture, $"C{from.X + bend:0.#} {from.Y:0.#} {to.X - bend:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
        }

        return path.ToString();
    }

    /// <summary>The number of places stands over the steepest stretch, where lines are furthest apart.</summary>
    private static (Point From, Point To) CountedSegment(IReadOnlyList<Point> route) =>
        route.Zip(route.Skip(1)).MaxBy(segment => Math.Abs(segment.Second.Y - segment.First.Y));

    private static string LoopPath(IReadOnlyList<Point> route) => string.Create(
        CultureInfo.InvariantCulture,
        $"M{route[0].X:0.#} {route[0].Y:0.#}C{route[1].X:0.#} {route[1].Y:0.#} {route[2].X:0.#} {route[2].Y:0.#} {route[3].X:0.#} {route[3].Y:0.#}");

    private static (double Width, double Height) Size(LockGraphView.Node node) =>
        (2 * Padding + Math.Max(node.Short.Length * CharacterWidth, node.Namespace.Length * SmallCharacterWidth), BoxHeight);

    private static string Places(int count) => count == 1 ? "1 place" : $"{count} places";

    private static string Escape(string text) => SecurityElement.Escape(text);
}
