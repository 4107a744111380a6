using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MultiSession.Analyzers.Rules;
using MultiSession.Analyzers.Tests.Verification;

namespace MultiSession.Analyzers.Tests.Rules;

public class EverGrowingCollectionTests
{
    private const string Usings = "using System.Collections.Concurrent; using System.Collections;\n";

    [Theory]
    [InlineData("static readonly Dictionary<string, int> [|Map|] = new();", "Map[key] = 1;")]
    [InlineData("static readonly Dictionary<string, int> [|Map|] = new();", "lock (Map) { if (!Map.ContainsKey(key)) Map.Add(key, 1); }")]
    [InlineData("static readonly ConcurrentDictionary<Guid, string> [|Map|] = new();", "Map.TryAdd(Guid.NewGuid(), key); var id = Guid.NewGuid(); Map.GetOrAdd(id, key);")]
    [InlineData("static readonly HashSet<string> [|Seen|] = new();", "Seen.Add(key);")]
    [InlineData("static readonly SortedDictionary<string, int> [|Map|] = new();", "Map[key] = Map.Count;")]
    [InlineData("static readonly Hashtable [|Map|] = new();", "Map[key] = 1;")]
    [InlineData("static Dictionary<string, int> [|Map|] { get; } = new();", "Map.TryAdd(key, 1); foreach (var pair in Map) _ = pair.Key; _ = Map.Values.Sum();")]
    [InlineData("internal static readonly Dictionary<(string, int), int> [|Map|] = new();", "Map[(key, 1)] = 1;")]
    [InlineData("readonly record struct GrainId(string Text); static readonly ConcurrentDictionary<GrainId, int> [|Map|] = new();", "Map[new GrainId(key)] = 1;")]
    [InlineData("static readonly Dictionary<int, int> [|Map|] = new();", "Map[key.Length] = 1;")]
    [InlineData("static readonly HashSet<string> [|Seen|] = new();", "Seen?.Add(key);")]
    [InlineData("static readonly Dictionary<string, int> [|Map|] = new();", "Map[key.GetType().Name + key] = 1;")]
    [InlineData("static readonly Dictionary<string, int> [|Map|] = new();", "var copy = key.Trim(); Map[copy] = 1;")]
    public Task Reports(string field, string use) => Verify.Analyzer<EverGrowingCollectionAnalyzer>(Source(field, use));

    /// <summary>Of many who add, the first in the source is named, in whichever order the compiler reads them.</summary>
    [Fact]
    public async Task Names_who_adds_first_in_the_source()
    {
        const string Class = "using System.Collections.Generic; public static partial class C {";
        var last = CSharpSyntaxTree.ParseText($"{Class} private static readonly Dictionary<string, int> Map = new(); public static void First(string key) => Map[key] = 0; }}", path: "/a.cs");
        var before = Enumerable.Range(0, 40).Select(static i => CSharpSyntaxTree.ParseText($"{Class} public static void Add{i}(string key) => Map[key] = {i}; }}", path: $"/b{i}.cs"));
        var compilation = CSharpCompilation.Create("Test", [.. before, last], new TestProject().References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        var found = await compilation.WithAnalyzers([new EverGrowingCollectionAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.Contains("'First'", Assert.Single(found).GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[key] = 1; Map.Remove(key);")]
    [InlineData("static readonly ConcurrentDictionary<string, int> Map = new();", "Map.TryAdd(key, 1); Map.TryRemove(key, out _);")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[key] = 1; Map.Clear();")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "if (Map.Count > 100) throw new InvalidOperationException(); Map[key] = 1;")]
    [InlineData("static Dictionary<string, int> Map = new();", "Map[key] = 1; Map = new();")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[key] = 1; Clean(Map);")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[key] = 1; var alias = Map;")]
    [InlineData("static readonly Dictionary<Type, int> Map = new();", "Map[key.GetType()] = 1;")]
    [InlineData("static readonly ConcurrentDictionary<System.Reflection.PropertyInfo, int> Map = new();", "Map.TryAdd(typeof(string).GetProperty(key)!, 1);")]
    [InlineData("static readonly Dictionary<(Type, DayOfWeek), int> Map = new();", "Map[(key.GetType(), DayOfWeek.Monday)] = 1;")]
    [InlineData("static readonly Dictionary<DayOfWeek, int> Map = new();", "Map[Enum.Parse<DayOfWeek>(key)] = 1;")]
    [InlineData("readonly record struct GrainType(string Name); static readonly ConcurrentDictionary<GrainType, int> Map = new();", "Map[new GrainType(key)] = 1;")]
    [InlineData("static readonly Dictionary<int, int> Map = new();", "var day = Enum.Parse<DayOfWeek>(key); Map[(int)day] = 1;")]
    [InlineData("static readonly Dictionary<int, int> Map = new();", "var day = (int)Enum.Parse<DayOfWeek>(key); Map[day] = 1;")]
    [InlineData("static readonly Dictionary<DayOfWeek?, int> Map = new();", "Map[Enum.Parse<DayOfWeek>(key)] = 1;")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[key.GetType().FullName!] = 1; var type = key.GetType(); var name = type.Name; Map[name + type.Namespace] = 1;")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[key] = 1; Map?.Remove(key);")]
    [InlineData("static readonly Dictionary<string, WeakReference> Map = new();", "Map[key] = new WeakReference(key);")]
    [InlineData("static readonly Dictionary<string, (int Count, Type Type)> Map = new();", "Map[key] = (1, key.GetType());")]
    [InlineData("static readonly Dictionary<string, Func<int>> Map = new();", "Map[key] = () => 1;")]
    [InlineData("static readonly System.Runtime.CompilerServices.ConditionalWeakTable<string, object> Map = new();", "Map.Add(key, key);")]
    [InlineData("static readonly Dictionary<string, int> Map = new() { [\"a\"] = 1 };", "_ = Map[key];")]
    [InlineData("static readonly Dictionary<string, int> Map = new(); static C() { var name = \"a\"; Map[name] = 1; }", "_ = Map[key];")]
    [InlineData("static readonly Dictionary<string, int> Map = new();", "Map[\"constant\"] = 1;")]
    [InlineData("readonly Dictionary<string, int> _map = new();", "_map[key] = 1;")]
    [InlineData("public static readonly Dictionary<string, int> Map = new();", "Map[key] = 1;")]
    [InlineData("static Dictionary<string, int> Map => new();", "Map[key] = 1;")]
    [InlineData("static readonly List<string> Items = new();", "Items.Add(key);")]
    public Task Is_silent(string field, string use) => Verify.Silent<EverGrowingCollectionAnalyzer>(Source(field, use));

    [Theory]
    [InlineData("public static readonly Registry Instance = new();", "")]
    [InlineData("public static Registry Instance { get; } = new();", "")]
    [InlineData("", "static class Startup { static void Run(Services services) => services.AddSingleton<Registry>(); } class Services { public void AddSingleton<T>() { } }")]
    public Task Reports_a_field_of_a_singleton(string member, string other) => Verify.Analyzer<EverGrowingCollectionAnalyzer>($$"""
        class Registry
        {
            {{member}}
            private readonly Dictionary<string, int> [|_map|] = new();
            public void Put(string key) => _map[key] = 1;
        }
        {{other}}
        """);

    [Fact]
    public Task A_type_with_other_instances_is_no_singleton() => Verify.Silent<EverGrowingCollectionAnalyzer>("""
        class Form
        {
            public static readonly Form Empty = new();
            private readonly Dictionary<string, int> _fields = new();
            public void Put(string key) => _fields[key] = 1;
            public static Form Parse(string key) { var form = new Form(); form.Put(key); return form; }
        }
        """);

    [Theory]
    [InlineData("Guid", "number", DiagnosticSeverity.Warning)]
    [InlineData("string", "sessionId", DiagnosticSeverity.Warning)]
    [InlineData("string", "provider", DiagnosticSeverity.Info)]
    [InlineData("int", "page", DiagnosticSeverity.Info)]
    [InlineData("long", "orderId", DiagnosticSeverity.Warning)]
    public async Task Names_are_a_suggestion_ids_a_warning(string type, string key, DiagnosticSeverity severity)
    {
        var finding = Assert.Single(await Verify.Analyzer<EverGrowingCollectionAnalyzer>($$"""
            static class C
            {
                private static readonly Dictionary<{{type}}, int> [|Map|] = new();
                static void Put({{type}} {{key}}) => Map[{{key}}] = 1;
            }
            """));
        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public Task A_removal_in_another_file_counts() => Verify.Silent<EverGrowingCollectionAnalyzer>(new TestProject(
        "partial class C { internal static readonly Dictionary<string, int> Map = new(); public void Put(string key) => Map[key] = 1; }",
        "class D { public void Drop(string key) => C.Map.Remove(key); }"));

    [Fact]
    public Task A_removal_in_generated_code_counts() => Verify.Silent<EverGrowingCollectionAnalyzer>(new TestProject(
        "partial class C { internal static readonly Dictionary<string, int> Map = new(); public void Put(string key) => Map[key] = 1; }",
        "// <auto-generated/>\nclass D { public void Drop(string key) => C.Map.Remove(key); }"));

    [Fact]
    public Task A_constructor_that_registers_each_instance_is_reported() => Verify.Analyzer<EverGrowingCollectionAnalyzer>("""
        class Session
        {
            private static readonly Dictionary<Guid, Session> [|All|] = new();
            public Session(Guid id) => All[id] = this;
        }
        """);

    [Fact]
    public async Task Suppressions_are_honoured()
    {
        var source = Source("static readonly HashSet<string> Seen = new();", "Seen.Add(key);");
        await Verify.Silent<EverGrowingCollectionAnalyzer>("#pragma warning disable MSES0010\n" + source);
        await Verify.Silent<EverGrowingCollectionAnalyzer>(new TestProject(source) { EditorConfig = "[*.cs]\ndotnet_diagnostic.MSES0010.severity = none" });
        await Verify.Silent<EverGrowingCollectionAnalyzer>("// <auto-generated/>\n" + source);
    }

    private static string Source(string field, string use) => $$"""
        {{Usings}}
        public class C
        {
            {{field}}
            void Put(string key) { {{use}} }
            static void Clean(Dictionary<string, int> map) => map.Clear();
        }
        """;
}
