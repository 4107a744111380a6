using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Tests;

/// <summary>What files of a folder import without saying so.</summary>
public sealed class FolderUsingsTests : IDisposable
{
    private const string On = "<ImplicitUsings>enable</ImplicitUsings>";

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("class A { Task M() => Task.CompletedTask; }", true)]
    [InlineData("using System.Text;\nclass A { Task M() => Task.CompletedTask; }", true)]
    [InlineData("using System;\nclass A { Task M() => null; }", false)]
    public void Without_a_project_implicit_usings_are_assumed_of_code_that_imports_nothing_basic(string text, bool expected)
    {
        _folder.Add("A.cs", text);

        Assert.Equal(expected, Binds("A"));
    }

    [Fact]
    public void Each_project_decides_for_its_own_files()
    {
        AddProject("on/On.csproj", On);
        AddProject("off/Off.csproj", "");
        _folder.Add("on/deep/A.cs", $"using System;\n{Code("A")}");
        _folder.Add("off/B.cs", $"using System;\n{Code("B")}");
        _folder.Add("off/C.cs", Code("C"));
        AddProject("off/on/Inner.csproj", On);
        _folder.Add("off/on/D.cs", Code("D"));

        Assert.Equal([true, false, false, true], [Binds("A"), Binds("B"), Binds("C"), Binds("D")]);
    }

    [Theory]
    [InlineData("<ImplicitUsings>enable</ImplicitUsings>", "", true)]
    [InlineData("<ImplicitUsings>true</ImplicitUsings>", "", true)]
    [InlineData("", "", false)]
    [InlineData("", "<ImplicitUsings>Enable</ImplicitUsings>", true)]
    [InlineData("<ImplicitUsings>disable</ImplicitUsings>", "<ImplicitUsings>enable</ImplicitUsings>", false)]
    [InlineData("<ImplicitUsings Condition=\"'$(X)' == '1'\">enable</ImplicitUsings>", "", false)]
    public void The_project_speaks_before_the_settings_above_it_and_both_before_the_code(string project, string above, bool expected)
    {
        _folder.Add("Directory.Build.props", $"<Project><PropertyGroup>{above}</PropertyGroup></Project>");
        AddProject("src/Some.csproj", project);
        _folder.Add("src/A.cs", $"using System;\n{Code("A")}");

        Assert.Equal(expected, Binds("A"));
    }

    [Fact]
    public void Of_a_project_that_says_nothing_the_code_tells()
    {
        AddProject("Some.csproj", "");
        _folder.Add("A.cs", Code("A"));

        Assert.True(Binds("A"));
    }

    [Theory]
    [InlineData("<Project ToolsVersion='15.0' xmlns='http://schemas.microsoft.com/developer/msbuild/2003'><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>")]
    [InlineData("<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><ImplicitUsings>enable")]
    public void A_project_without_an_sdk_or_that_cannot_be_read_imports_nothing(string project)
    {
        _folder.Add("Some.csproj", project);
        _folder.Add("A.cs", Code("A"));

        Assert.False(Binds("A"));
    }

    [Theory]
    [InlineData("../sdk/Own.Sdk/Sdk/Sdk.props", true)]
    [InlineData("$([MSBuild]::GetDirectoryNameOfFileAbove($(MSBuildProjectDirectory), 'x'))\\sdk\\Sdk\\Sdk.props", true)]
    [InlineData("../Common.props", false)]
    public void A_project_that_imports_an_sdk_by_its_path_is_of_that_sdk(string imported, bool expected)
    {
        _folder.Add("Some.csproj", $"""<Project><Import Project="{imported}" /><PropertyGroup>{On}</PropertyGroup></Project>""");
        _folder.Add("A.cs", Code("A"));

        Assert.Equal(expected, Binds("A"));
    }

    [Fact]
    public void Using_items_add_and_remove()
    {
        _folder.Add("Some.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{On}</PropertyGroup>
              <ItemGroup>
                <Using Include="System.Timers;System.Text" />
                <Using Include="System.Collections.Generic.List&lt;int&gt;" Alias="Numbers" />
                <Using Include="System.Threading.Monitor" Static="true" />
                <Using Remove="System.Threading" />
              </ItemGroup>
            </Project>
            """);
        _folder.Add("A.cs", "class A { Timer _timer; StringBuilder _text; Numbers _numbers; void M() { lock (this) Pulse(this); } }");

        Assert.Empty(Errors(Load()));
    }

    [Fact]
    public void The_sdk_for_the_web_imports_more()
    {
        _folder.Add("Some.csproj", $"""<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup>{On}</PropertyGroup></Project>""");
        _folder.Add("A.cs", "class A { HttpContext _context; ILogger _log; Task M() => null; }");

        Assert.Empty(Errors(Load()));
    }

    [Fact]
    public void A_global_using_holds_for_its_own_project_only()
    {
        AddProject("1/One.csproj", "");
        AddProject("2/Two.csproj", "");
        _folder.Add("1/Usings.cs", "// what this project needs\nglobal using System.Threading.Tasks;\nglobal using Gate = System.Object;\n");
        _folder.Add("1/A.cs", "using System;\nclass A { Task M() => null; readonly Gate _gate = new(); }");
        _folder.Add("2/B.cs", $"using System;\n{Code("B")}");
        _folder.Add("2/C.cs", "namespace N { class Gate { public int Count; } class C { int M(Gate gate) => gate.Count; } }");

        Assert.Equal([true, false], [Binds("A"), Binds("B")]);
        Assert.Equal(SpecialType.System_Object, ((IFieldSymbol)Type("A").GetMembers("_gate").Single()).Type.SpecialType);
        Assert.Equal("B.cs", Path.GetFileName(Assert.Single(Errors(Load())).Location.GetLineSpan().Path));
    }

    [Fact]
    public void Files_outside_of_projects_share_their_global_usings_with_all()
    {
        AddProject("src/Some.csproj", "");
        _folder.Add("shared/Usings.cs", "global using System.Threading.Tasks;\nglobal using System.Text;");
        _folder.Add("shared/B.cs", "class B { StringBuilder _text; Gate _gate; }");
        _folder.Add("src/Usings.cs", "global using System;\nglobal using Gate = System.Threading.Lock;");
        _folder.Add("src/A.cs", $"{Code("A")} class C {{ StringBuilder _text; }}");

        Assert.Empty(Errors(Load()));
    }

    [Fact]
    public void Lines_and_columns_stay_those_of_the_file()
    {
        AddProject("Some.csproj", On);
        const string text = "#define FIRST\r\nusing System.Text;\r\n#if FIRST\r\nclass A { Task M() => null; }\r\n#endif\r\nclass B { }";
        _folder.Add("A.cs", text);

        var tree = Assert.Single(Load().SyntaxTrees);

        Assert.True(Binds("A"));
        Assert.Equal((3, 6), Position(Type("A").Locations[0]));
        Assert.Equal((5, 6), Position(Type("B").Locations[0]));
        Assert.Equal(text.Split("\r\n"), tree.GetText().Lines.Select(line => line.ToString()));
        Assert.Equal((0, 0), Position(Location.Create(tree, new(0, 0))));
        Assert.All(Load().GetDiagnostics(), diagnostic => Assert.InRange(diagnostic.Location.GetLineSpan().StartLinePosition.Line, 0, 5));
    }

    public void Dispose() => _folder.Dispose();

    private static string Code(string type) => $"class {type} {{ Task M() => null; }}";

    private static (int Line, int Character) Position(Location location)
    {
        var start = location.GetLineSpan().StartLinePosition;
        return (start.Line, start.Character);
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private void AddProject(string path, string properties) =>
        _folder.Add(path, $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{properties}</PropertyGroup></Project>""");

    private bool Binds(string type) => ((IMethodSymbol)Type(type).GetMembers("M").Single()).ReturnType.TypeKind != TypeKind.Error;

    private INamedTypeSymbol Type(string name) => Load().GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"{name} is not declared.");

    private CSharpCompilation Load() => (CSharpCompilation)Assert.Single(FolderLoader.Load(_folder.Root, LoadOptions.Default, CancellationToken.None).Compilations);
}
