using System.Text.Json;

namespace MultiSession.Tool.Tests;

/// <summary>A deadlock that no single project shows: one project takes its lock and calls the other, which calls back.</summary>
public sealed class TwoProjectTests : IDisposable
{
    private const string Stock = """
        namespace Shop;
        public interface IListener { void Changed(); }
        public sealed class Stock(IListener listener)
        {
            private readonly object _shelf = new();
            public void Take() { lock (_shelf) { } }
            public void Refill() { lock (_shelf) { listener.Changed(); } }
        }
        """;

    private const string Basket = """
        namespace Shop;
        public sealed class Basket : IListener
        {
            private readonly object _items = new();
            private readonly Stock _stock;
            public Basket() => _stock = new Stock(this);
            public void Add() { lock (_items) { _stock.Take(); } }
            public void Changed() { lock (_items) { } }
        }
        """;

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("net10.0")]
    [InlineData("netstandard2.0")]
    public async Task A_cycle_through_two_projects_is_found_and_told_as_two_stories(string framework)
    {
        var solution = AddSolution(framework);
        var file = Path.Combine(_folder.Root, "report.sarif");

        var result = await ToolProcess.RunAsync("check", solution, "--rules", "MSES0001", "--severity", "info", "--format", "sarif", "--output", file);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        using var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Empty(SarifSchema.Violations(sarif.RootElement));
        var found = Assert.Single(sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal(["Shop.Basket._items", "Shop.Stock._shelf"], found.GetProperty("properties").GetProperty("locks").EnumerateArray().Select(name => name.GetString()).Order());
        Assert.Equal(2, found.GetProperty("codeFlows")[0].GetProperty("threadFlows").GetArrayLength());
        var text = found.GetProperty("codeFlows").ToString();
        Assert.Contains("App/Basket.cs", text, StringComparison.Ordinal);
        Assert.Contains("Lib/Stock.cs", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_graph_shows_the_cycle_in_red()
    {
        var result = await ToolProcess.RunAsync("graph", AddSolution(), "--format", "dot");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("label=\"Shop.Basket._items\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("label=\"Shop.Stock._shelf\"", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split('\n').Count(line => line.Contains(" -> ", StringComparison.Ordinal) && line.Contains("#d1242f", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();

    private string AddSolution(string framework = "net10.0")
    {
        _folder.AddProject("App/App.csproj", items: """<ProjectReference Include="../Lib/Lib.csproj" />""");
        _folder.Add("App/Basket.cs", Basket);
        _folder.AddProject("Lib/Lib.csproj", $"<TargetFramework>{framework}</TargetFramework><LangVersion>14</LangVersion>");
        _folder.Add("Lib/Stock.cs", Stock);
        return _folder.Add("Shop.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Lib/Lib.csproj" /></Solution>""");
    }
}
