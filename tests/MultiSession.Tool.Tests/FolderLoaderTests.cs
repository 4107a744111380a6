using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Tests;

public sealed class FolderLoaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Only_files_that_a_person_wrote_are_read()
    {
        foreach (var path in (string[])
        [
            "A.cs", "src/B.cs", "bin/C.cs", "src/obj/D.cs", "E.g.cs", "F.Designer.cs", "G.generated.cs", "Properties/AssemblyInfo.cs", ".hidden/H.cs", "notes.txt",
        ])
            _folder.Add(path, "");

        Assert.Equal(["A.cs", "src/B.cs"], SourceFiles.Find(_folder.Root, []));
    }

    [Fact]
    public void Product_code_comes_before_tests_and_samples()
    {
        foreach (var path in (string[])["Latest/A.cs", "UnitTests/B.cs", "samples/C.cs", "src/D.cs"]) _folder.Add(path, "");

        Assert.Equal(["Latest/A.cs", "src/D.cs", "UnitTests/B.cs", "samples/C.cs"], SourceFiles.Find(_folder.Root, []));
    }

    [Theory]
    [InlineData("tests/**", "tests/a/B.cs", true)]
    [InlineData("tests/**", "src/tests/B.cs", false)]
    [InlineData("tests", "src/tests/B.cs", true)]
    [InlineData("*.Legacy.cs", "src/Old.Legacy.cs", true)]
    [InlineData("src/*/B.cs", "src/a/B.cs", true)]
    [InlineData("src/*/B.cs", "src/a/b/B.cs", false)]
    [InlineData("src/**/B.cs", "src/B.cs", true)]
    [InlineData("./src/", "src/B.cs", true)]
    [InlineData("B.?s", "B.cs", true)]
    [InlineData("B.cs", "AB.cs", false)]
    public void Globs_match_as_people_expect(string glob, string path, bool expected) => Assert.Equal(expected, new GlobPattern(glob).IsMatch(path));

    [Fact]
    public void Excluded_files_are_not_compiled()
    {
        _folder.Add("A.cs", "class A { }");
        _folder.Add("tests/B.cs", "class B { }");

        var compilation = Load(new LoadOptions([], [new GlobPattern("tests/**")]));

        Assert.NotNull(compilation.GetTypeByMetadataName("A"));
        Assert.Null(compilation.GetTypeByMetadataName("B"));
    }

    [Fact]
    public void Code_is_read_as_a_release_build_for_the_running_framework_with_the_given_symbols()
    {
        _folder.Add("A.cs", """
            #if NET && NET8_0_OR_GREATER && RELEASE && MINE && !DEBUG && !NETFRAMEWORK
            unsafe class A { System.Threading.Lock _gate; int* _pointer; }
            #endif
            """);

        var compilation = Load(new LoadOptions(["MINE"], []));

        Assert.NotNull(compilation.GetTypeByMetadataName("A"));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void A_type_that_two_files_declare_is_kept_once_and_positions_do_not_move()
    {
        _folder.Add("Gate.net.cs", "class Gate { public void Enter() { } }");
        _folder.Add("Gate.standard.cs", "class Gate { public void Enter() { } }\nclass After { void M(Gate gate) => gate.Enter(); }");

        var compilation = Load(LoadOptions.Default);

        Assert.Single(compilation.GetTypeByMetadataName("Gate")!.Locations);
        Assert.Equal(1, compilation.GetTypeByMetadataName("After")!.Locations[0].GetLineSpan().StartLinePosition.Line);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Of_partial_types_only_repeated_members_are_dropped()
    {
        _folder.Add("A.cs", "partial class P { int _a; int this[int i] => i; void M(int a) { } void M(string a) { } static P() { } P() { } }");
        _folder.Add("B.cs", "partial class P { int _a; int _b; int this[int j] => j; void M(int b) { } void M(long a) { } }");

        var type = Load(LoadOptions.Default).GetTypeByMetadataName("P")!;

        Assert.Equal(3, type.GetMembers("M").Length);
        Assert.Single(type.GetMembers("_a"));
        Assert.Single(type.GetMembers("_b"));
        Assert.Single(type.GetMembers("this[]"));
    }

    [Theory]
    [InlineData("#if NET\nclass A { }\n#else\nclass A { int x; }\n#endif\nclass B { }")]
    [InlineData("#if X\nclass A {\n#else\nclass A : object {\n#endif\n}\nclass B { }")]
    [InlineData("class A\r\n{\r\n#region inner\r\n#endregion\r\n}\r\nclass B { }")]
    public void Directives_survive_the_removal_of_a_repeated_type(string second)
    {
        _folder.Add("1.cs", "class A { }");
        _folder.Add("2.cs", second);

        var compilation = Load(LoadOptions.Default);

        Assert.Single(compilation.GetTypeByMetadataName("A")!.Locations);
        Assert.NotNull(compilation.GetTypeByMetadataName("B"));
        Assert.All(compilation.SyntaxTrees, tree => Assert.Empty(tree.GetDiagnostics()));
    }

    [Fact]
    public void File_local_types_extension_blocks_and_nested_types_are_not_mistaken_for_repetitions()
    {
        _folder.Add("1.cs", "file class Local { } static partial class E { extension(string s) { public int Twice => 2; } class Nested { } }");
        _folder.Add("2.cs", "file class Local { } static partial class E { extension(int s) { public int Thrice => 3; } } class Nested { }");

        var compilation = Load(LoadOptions.Default);

        Assert.Equal(2, compilation.GetSymbolsWithName("Local", SymbolFilter.Type).Count());
        Assert.Equal(2, compilation.GetSymbolsWithName("Nested", SymbolFilter.Type).Count());
        Assert.Equal(["Thrice", "Twice"], compilation.GetSymbolsWithName(name => name is "Twice" or "Thrice").Select(symbol => symbol.Name).Distinct().Order());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("latin1")]
    public void Files_are_read_in_their_encoding(string encoding)
    {
        File.WriteAllText(_folder.Add("A.cs", ""), "class Café { }", System.Text.Encoding.GetEncoding(encoding));

        Assert.NotNull(Load(LoadOptions.Default).GetTypeByMetadataName("Café"));
    }

    [Fact]
    public void Broken_and_strange_files_are_tolerated()
    {
        _folder.Add("broken.cs", "class { void ((( \u0000 #if");
        _folder.Add("binary.cs", "\u0001\u0002\uFFFD");
        _folder.Add("empty.cs", "");
        _folder.Add("1/Program.cs", "Console.WriteLine(1);");
        _folder.Add("2/Program.cs", "Console.WriteLine(2);");
        _folder.Add("forms.cs", "using System.Windows.Forms; class Window : Form { }");

        var compilation = Load(LoadOptions.Default);

        Assert.Equal(6, compilation.SyntaxTrees.Count(tree => tree.FilePath.Length > 0));
        Assert.NotEmpty(compilation.GetDiagnostics());
    }

    public void Dispose() => _folder.Dispose();

    private CSharpCompilation Load(LoadOptions options) =>
        (CSharpCompilation)Assert.Single(FolderLoader.Load(_folder.Root, options, CancellationToken.None).Compilations);
}
