namespace MultiSession.Tool.Tests;

/// <summary>A folder of one test; deleted with everything in it.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string UnboundedQueue = """
        using System.Collections.Concurrent;
        class Inbox
        {
            private readonly BlockingCollection<string> _letters = new BlockingCollection<string>();
        }
        """;

    public const string Clean = """
        using System;
        class Clock
        {
            public DateTime Now => DateTime.UnixEpoch;
        }
        """;

    public string Root { get; } = Directory.CreateTempSubdirectory("multisession-tool-").FullName;

    public string Add(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? Root);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A project outside of this repository's settings.</summary>
    public string AddProject(string path, string framework = "<TargetFramework>net10.0</TargetFramework>", string items = "")
    {
        Add("Directory.Build.props", "<Project />");
        Add("Directory.Packages.props", "<Project />");
        return Add(path, $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{framework}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>""");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
