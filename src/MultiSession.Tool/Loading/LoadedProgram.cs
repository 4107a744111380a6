using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Tool.Loading;

/// <summary>What is analysed together: one compilation per project, or one for a folder.</summary>
/// <param name="Root">The absolute folder that reported paths are relative to.</param>
/// <param name="Compilations">The compilations, referenced ones before those that reference them.</param>
/// <param name="Notes">What the loader had to tolerate, one line each.</param>
internal sealed record LoadedProgram(string Root, ImmutableArray<Compilation> Compilations, ImmutableArray<string> Notes)
{
    public int FileCount => Compilations.Sum(compilation => compilation.SyntaxTrees.Count(IsOnDisk));

    public int LineCount => Compilations.Sum(compilation => compilation.SyntaxTrees.Where(IsOnDisk).Sum(tree => tree.GetText().Lines.Count));

    private static bool IsOnDisk(SyntaxTree tree) => tree.FilePath.Length > 0;
}
