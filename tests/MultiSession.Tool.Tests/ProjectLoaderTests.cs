using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Tests;

/// <summary>Solutions and projects, asked for through the real MSBuild.</summary>
public sealed class ProjectLoaderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("App/App.csproj", null)]
    [InlineData("All.slnx", """<Solution><Project Path="App/App.csproj" /><Folder Name="/f/"><Project Path="Lib/Lib.csproj" /></Folder></Solution>""")]
    [InlineData("All.sln", """
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "App\App.csproj", "{11111111-1111-1111-1111-111111111111}"
        EndProject
        """)]
    public async Task Projects_are_loaded_with_those_they_refer_to_and_share_symbols(string path, string? solution)
    {
        _folder.AddProject("App/App.csproj", items: """<ProjectReference Include="../Lib/Lib.csproj" />""");
        _folder.Add("App/App.cs", "public class App : Lib { }");
        _folder.AddProject("Lib/Lib.csproj", "<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><DefineConstants>$(DefineConstants);ONE</DefineConstants>");
        _folder.Add("Lib/Lib.cs", "#if ONE && NET10_0\npublic class Lib { }\n#endif");
        if (solution is not null) _folder.Add(path, solution);

        var program = await LoadAsync(path);

        Assert.Equal(["Lib", "App"], program.Compilations.Select(compilation => compilation.AssemblyName));
        Assert.Equal((_folder.Root, 2, 4), (program.Root, program.FileCount, program.LineCount));
        var (lib, app) = (program.Compilations[0], program.Compilations[1]);
        Assert.Equal(lib.GetTypeByMetadataName("Lib"), app.GetTypeByMetadataName("App")?.BaseType, SymbolEqualityComparer.Default);
        Assert.All(program.Compilations, compilation => Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    [Fact]
    public async Task Projects_of_different_frameworks_share_symbols_and_what_an_old_library_brings_is_there_once()
    {
        _folder.AddProject("App/App.csproj", items: """<ProjectReference Include="../Lib/Lib.csproj" />""");
        _folder.Add("App/App.cs", "public class App : Lib { public static async System.Threading.Tasks.Task M() { await using var lib = new Lib(); } }");
        _folder.AddProject("Lib/Lib.csproj", "<TargetFramework>netstandard2.0</TargetFramework>", """<Reference Include="Old"><HintPath>../Old.dll</HintPath></Reference>""");
        _folder.Add("Lib/Lib.cs", "public class Lib : System.IAsyncDisposable { public System.Threading.Tasks.ValueTask DisposeAsync() => default; }");
        var old = CSharpCompilation.Create(
            "Old",
            [CSharpSyntaxTree.ParseText("namespace System { public interface IAsyncDisposable { } namespace Threading.Tasks { public struct ValueTask { } } }")],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(old.Emit(Path.Combine(_folder.Root, "Old.dll")).Success);

        var program = await LoadAsync("App/App.csproj");

        var (lib, app) = (program.Compilations[0], program.Compilations[1]);
        Assert.Equal(lib.GetTypeByMetadataName("Lib"), app.GetTypeByMetadataName("App")?.BaseType, SymbolEqualityComparer.Default);
        Assert.All(program.Compilations, compilation => Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    [Fact]
    public async Task A_project_that_changed_since_it_was_restored_is_restored_again()
    {
        _folder.AddProject("App/App.csproj", "<TargetFramework>netstandard2.0</TargetFramework>", """<ProjectReference Include="../Lib/Lib.csproj" />""");
        _folder.Add("App/App.cs", "public class App : Lib { }");
        _folder.AddProject("Lib/Lib.csproj", "<TargetFramework>netstandard2.0</TargetFramework>");
        _folder.Add("Lib/Lib.cs", "public class Lib { }");
        await LoadAsync("App/App.csproj");
        _folder.AddProject("App/App.csproj", items: """<ProjectReference Include="../Lib/Lib.csproj" />""");
        _folder.AddProject("Lib/Lib.csproj");

        var program = await LoadAsync("App/App.csproj");

        Assert.Empty(program.Notes);
        Assert.Equal(program.Compilations[0].GetTypeByMetadataName("Lib"), program.Compilations[1].GetTypeByMetadataName("App")?.BaseType, SymbolEqualityComparer.Default);
    }

    [Fact]
    public async Task Projects_whose_assemblies_have_one_name_are_all_read_and_told_apart()
    {
        const string Named = "<TargetFramework>net10.0</TargetFramework><AssemblyName>{0}</AssemblyName>";
        _folder.AddProject("One/One.csproj", string.Format(null, Named, "same"));
        _folder.Add("One/One.cs", "public class One { }");
        _folder.AddProject("Two/Two.csproj", string.Format(null, Named, "Same"));
        _folder.Add("Two/Two.cs", "public class Two { }");
        _folder.AddProject("App/App.csproj", items: """<ProjectReference Include="../Two/Two.csproj" />""");
        _folder.Add("App/App.cs", "public class App : Two { }");
        _folder.Add("All.slnx", """<Solution><Project Path="One/One.csproj" /><Project Path="App/App.csproj" /></Solution>""");

        var program = await LoadAsync("All.slnx");

        Assert.Equal(["App", "Same", "same"], program.Compilations.Select(compilation => compilation.AssemblyName).Order(StringComparer.Ordinal));
        Assert.All(program.Compilations, compilation => Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    [Fact]
    public async Task A_project_that_cannot_be_loaded_is_reported_with_MSBuilds_first_error()
    {
        _folder.Add("App.csproj", "<Project");

        var failure = await Assert.ThrowsAsync<InputException>(() => LoadAsync("App.csproj"));

        Assert.StartsWith("MSBuild cannot load 'App.csproj': ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("error MSB4025", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_project_of_a_solution_that_is_gone_is_noted_and_the_others_read()
    {
        _folder.AddProject("App/App.csproj");
        _folder.Add("App/App.cs", "class App { }");
        _folder.Add("All.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Gone/Gone.csproj" /></Solution>""");

        var program = await LoadAsync("All.slnx");

        Assert.Equal("App", Assert.Single(program.Compilations).AssemblyName);
        Assert.Contains(program.Notes, note => note.Contains("Gone.csproj' does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_without_a_file_to_check_is_refused()
    {
        _folder.AddProject("App.csproj");

        var failure = await Assert.ThrowsAsync<InputException>(() => LoadAsync("App.csproj"));

        Assert.StartsWith("No C# files to check in ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App.csproj")]
    [InlineData("")]
    public async Task Editorconfig_and_exclusions_hold(string path)
    {
        _folder.AddProject("App.csproj");
        _folder.Add(".editorconfig", "root = true\n[Quiet.cs]\ndotnet_diagnostic.MSES0003.severity = none\n[Loud.cs]\ndotnet_diagnostic.MSES0003.severity = error");
        foreach (var name in (string[])["Quiet", "Loud", "Left"]) _folder.Add($"{name}.cs", TestFolder.UnboundedQueue.Replace("Inbox", name, StringComparison.Ordinal));

        var result = await ToolProcess.RunAsync("check", Path.Combine(_folder.Root, path), "--exclude", "Left.cs");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("Loud.cs:4:60 error", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 finding (MSES0003: 1) in 2 files,", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App.csproj")]
    [InlineData("")]
    public async Task An_exclusion_that_leaves_nothing_out_is_noted(string path)
    {
        _folder.AddProject("App.csproj");
        foreach (var name in (string[])["Kept.cs", "old/Left.cs"]) _folder.Add(name, "");

        var result = await ToolProcess.RunAsync("check", Path.Combine(_folder.Root, path), "--exclude", "old/**", "--exclude", "Left.cs", "--exclude", "src/old/**");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Note: --exclude 'src/old/**' leaves nothing out: globs are relative to", Assert.Single(result.Output.Split('\n'), static line => line.Contains("--exclude", StringComparison.Ordinal)).Split(" '" + _folder.Root)[0]);
    }

    [Theory]
    [InlineData("dotnet_analyzer_diagnostic.category-Concurrency.severity = error", " error\n")]
    [InlineData("dotnet_analyzer_diagnostic.severity = none", "No findings")]
    [InlineData("dotnet_analyzer_diagnostic.severity = none\ndotnet_diagnostic.MSES0003.severity = warning", " warning\n")]
    [InlineData("dotnet_analyzer_diagnostic.category-Design.severity = none", " warning\n")]
    public async Task A_severity_for_a_category_or_for_all_rules_holds(string setting, string expected)
    {
        _folder.Add(".editorconfig", $"root = true\n[*.cs]\n{setting}");
        _folder.Add("Inbox.cs", TestFolder.UnboundedQueue);

        var result = await ToolProcess.RunAsync("check", _folder.Root);

        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>")]
    [InlineData("<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>")]
    [InlineData("<TargetFramework>net10.0-windows</TargetFramework>")]
    public async Task A_project_is_restored_whatever_it_targets(string targets)
    {
        // Desktop libraries that nothing refers to need not be there.
        _folder.AddProject("App.csproj", targets + "<DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>");
        _folder.Add("App.cs", "class App { }");

        var program = await LoadAsync("App.csproj");

        Assert.Empty(program.Notes);
        Assert.Empty(Assert.Single(program.Compilations).GetDiagnostics());
        Assert.True(File.Exists(Path.Combine(_folder.Root, "obj", "project.assets.json")));
    }

    [Theory]
    [InlineData("<TargetFramework>net10.0</TargetFramework>")]
    [InlineData("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>")]
    public async Task A_package_that_is_missing_is_noted_and_the_project_read_without_it(string targets)
    {
        _folder.AddProject(
            "App.csproj",
            targets + "<RestoreSources>$(MSBuildThisFileDirectory)</RestoreSources><TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
            """<PackageReference Include="No.Such.Package" Version="1.0.0" />""");
        _folder.Add("App.cs", "class App { }");

        foreach (var program in (LoadedProgram[])[await LoadAsync("App.csproj"), await LoadAsync("App.csproj")])
        {
            Assert.Equal("App", Assert.Single(program.Compilations).AssemblyName);
            Assert.StartsWith("Packages are missing. ", Assert.Single(program.Notes), StringComparison.Ordinal);
            Assert.Contains("No.Such.Package", program.Notes[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_framework_that_is_missing_is_noted()
    {
        _folder.AddProject("App.csproj", "<TargetFramework>net10.0</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>");
        _folder.Add("App.cs", "class App { }");

        Assert.StartsWith("'App' is read without its framework", Assert.Single((await LoadAsync("App.csproj")).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_generators_run_and_what_they_add_is_no_file_of_the_project()
    {
        _folder.AddProject("App.csproj");
        _folder.Add("App.cs", "partial class App { [System.Text.RegularExpressions.GeneratedRegex(\"a\")] private static partial System.Text.RegularExpressions.Regex A(); }");

        var program = await LoadAsync("App.csproj");

        Assert.Empty(program.Compilations[0].GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(1, program.FileCount);
        Assert.Empty(program.Notes);
    }

    [Fact]
    public async Task A_generator_that_is_not_built_is_noted()
    {
        _folder.AddProject("App.csproj", items: """<Analyzer Include="Missing.dll" />""");
        _folder.Add("App.cs", "class App { }");

        Assert.Equal("What 'Missing.dll' generates is missing, for it is not built.", Assert.Single((await LoadAsync("App.csproj")).Notes));
    }

    [Fact]
    public async Task A_generator_that_cannot_be_loaded_is_noted()
    {
        _folder.AddProject("App.csproj", items: """<Analyzer Include="Broken.dll" />""");
        _folder.Add("App.cs", "class App { }");
        _folder.Add("Broken.dll", "no assembly");

        Assert.StartsWith("What 'Broken.dll' generates is missing: ", Assert.Single((await LoadAsync("App.csproj")).Notes), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<LoadedProgram> LoadAsync(string path) =>
        ProgramLoader.LoadAsync(Path.Combine(_folder.Root, path), LoadOptions.Default, new Progress<StageProgress>(), CancellationToken.None);
}
