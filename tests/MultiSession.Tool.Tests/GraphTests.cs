using System.Xml.Linq;
using MultiSession.Testing.Snapshots;
using MultiSession.Tool.Graphs;
using MultiSession.Tool.Graphs.Layout;

namespace MultiSession.Tool.Tests;

public sealed class GraphTests
{
    /// <summary>A cycle of two, a lock below them reached over two ways, two instances of one lock, and a name that needs escaping.</summary>
    private static readonly LockGraphView Small = new(
        [
            new(0, "Shop.Orders.Basket._gate", "Basket._gate", "Shop.Orders", "Monitor", "src/Basket.cs:7", InCycle: true),
            new(1, "Shop.Orders.Cache<int, List<string>>._gate", "Cache<int, List<string>>._gate", "Shop.Orders", "Lock", "src/Cache.cs:3", InCycle: false),
            new(2, "Shop.Stock._gate", "Stock._gate", "Shop", "Monitor", "src/Stock.cs:5", InCycle: true),
        ],
        [
            new(0, 1, 1, InCycle: false, IsImplied: false, ["takes Basket._gate (src/Basket.cs:12)", "takes \"Cache\"._gate (src/Cache.cs:9)"]),
            new(0, 2, 3, InCycle: true, IsImplied: false, ["takes Basket._gate (src/Basket.cs:20)", "takes Stock._gate (src/Stock.cs:8)"]),
            new(1, 1, 2, InCycle: false, IsImplied: false, ["takes Cache._gate twice (src/Cache.cs:30)"]),
            new(2, 0, 1, InCycle: true, IsImplied: false, ["takes Stock._gate (src/Stock.cs:15)", "takes Basket._gate (src/Basket.cs:40)"]),
            new(2, 1, 1, InCycle: false, IsImplied: false, ["takes Stock._gate </script> (src/Stock.cs:25)"]),
        ],
        HiddenLocks: 2);

    [Fact]
    public void Mermaid_text() => Snapshot.Verify(Write(writer => MermaidWriter.Write(Small, writer)), "Graph", "mmd");

    [Fact]
    public void Dot_text() => Snapshot.Verify(Write(writer => DotWriter.Write(Small, writer)), "Graph", "dot");

    [Fact]
    public void Svg_picture()
    {
        var svg = new SvgWriter(Small).Write();

        Assert.Equal("svg", XDocument.Parse(svg).Root?.Name.LocalName);
        Snapshot.Verify(svg, "Graph", "svg");
    }

    [Fact]
    public void Html_needs_no_network_and_no_name_can_leave_its_data()
    {
        var html = HtmlWriter.Write(Small);

        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("</script>").Length - 1); // the data's and the script's own ends
        Assert.Contains("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"cycles\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_without_locks_can_be_drawn()
    {
        var empty = new LockGraphView([], [], 0);

        Assert.Equal("svg", XDocument.Parse(new SvgWriter(empty).Write()).Root?.Name.LocalName);
        Assert.DoesNotContain("id=\"cycles\"", HtmlWriter.Write(empty), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 30, 40)]
    [InlineData(2, 60, 200)]
    [InlineData(3, 12, 100)]
    [InlineData(4, 200, 150)]
    public void Boxes_never_overlap_and_edges_end_at_their_boxes(int seed, int nodes, int edges)
    {
        var random = new Random(seed);
        var shape = new GraphShape(
            [.. Enumerable.Range(0, nodes).Select(_ => (50.0 + random.Next(200), 36.0))],
            [.. Enumerable.Range(0, edges).Select(_ => (random.Next(nodes), random.Next(nodes)))]);

        var layout = LayeredLayout.Create(shape, _ => false);

        for (var i = 0; i < nodes; i++)
            for (var j = 0; j < i; j++)
                Assert.False(Overlap(layout.Boxes[i], layout.Boxes[j]), $"Boxes {i} and {j} overlap.");
        Assert.All(layout.Boxes, box => Assert.True(box is { X: >= 0, Y: >= 0 } && box.X + box.Width <= layout.Width && box.Y + box.Height <= layout.Height));
        for (var i = 0; i < edges; i++)
        {
            Assert.True(Touches(layout.Boxes[shape.Edges[i].From], layout.Routes[i][0]), $"Edge {i} does not leave its box.");
            Assert.True(shape.Edges[i].From == shape.Edges[i].To || Touches(layout.Boxes[shape.Edges[i].To], layout.Routes[i][^1]), $"Edge {i} does not reach its box.");
        }
    }

    [Fact]
    public void A_tree_is_drawn_without_crossings()
    {
        var shape = new GraphShape(
            [.. Enumerable.Repeat((80.0, 36.0), 15)],
            [.. Enumerable.Range(1, 14).Reverse().Select(node => ((node - 1) / 2, node))]);
        var order = new LayerOrder(new Layering(15, shape.Edges), 15, shape.Edges);

        foreach (var layer in order.Layers)
            Assert.Equal(layer.Select(node => layer.IndexOf(node)), layer.OrderBy(node => order.Before[node].Select(parent => order.Layers[order.Layers.IndexOf(layer) - 1].IndexOf(parent)).SingleOrDefault()).Select(node => layer.IndexOf(node)));
    }

    [Fact]
    public void Only_edges_that_a_longer_way_shows_are_implied()
    {
        // 0→1→2→3 with shortcuts 0→2, 0→3; the cycle 4⇄5 with an edge from each to 3 through 1 and directly.
        (int, int)[] edges = [(0, 1), (1, 2), (2, 3), (0, 2), (0, 3), (4, 5), (5, 4), (4, 1), (5, 3), (3, 3)];

        Assert.Equal([false, false, false, true, true, false, false, false, true, false], TransitiveReduction.Implied(6, edges));
    }

    [Theory]
    [InlineData("A.B.C.gate", "C.gate", "C.gate", "A.B")]
    [InlineData("A.B.Order", "Order", "Order", "A.B")]
    [InlineData("C.gate", "C.gate", "C.gate", "")]
    [InlineData("A.Outer.Inner.gate", "Outer.Inner.gate", "Outer.Inner.gate", "A")]
    [InlineData("typeof(A.Order)", "typeof(Order)", "typeof(Order)", "")]
    [InlineData("A.FirstVeryLongTypeName.SecondVeryLongTypeName.gate", "FirstVeryLongTypeName.SecondVeryLongTypeName.gate", "FirstVeryLongTypeName.…dVeryLongTypeName.gate", "A")]
    public void Boxes_show_the_type_and_member_above_the_namespace(string name, string shortName, string expected, string below) =>
        Assert.Equal((expected, below), LockName.Split(name, shortName));

    private static bool Overlap(Box a, Box b) => a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height && b.Y < a.Y + a.Height;

    private static bool Touches(Box box, Point point) =>
        point.X >= box.X - 0.01 && point.X <= box.X + box.Width + 0.01 && point.Y >= box.Y - 0.01 && point.Y <= box.Y + box.Height + 0.01;

    private static string Write(Action<TextWriter> write)
    {
        var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }
}
