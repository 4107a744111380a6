using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MultiSession.Tool.Loading;

/// <summary>What is analysed together: one compilation per project, or one for a folder.</summary>
/// <param name="Root">The absolute folder that reported paths are relative to.</param>
/// <param name="Compilations">The compilations, referenced ones before those that reference them.</param>
/// <param name="Notes">What the loader had to tolerate, one line each.</param>
internal sealed record LoadedProgram(string Root, ImmutableArray<Compilation> Compilations, ImmutableArray<string> Notes)
{
    public int FileCount => Written.Count();

    public int LineCount => Written.Sum(tree => tree.GetText().Lines.Count);

    private IEnumerable<SyntaxTree> Written =>
        Compilations.SelectMany(compilation => compilation.SyntaxTrees)
            .Where(IsWritten);

    /// <summary>Whether the tree is a file that a person wrote; what a generator adds is no file, and has no full path.</summary>
    public static bool IsWritten(SyntaxTree tree) =>
        Path.IsPathFullyQualified(tree.FilePath) && SourceFiles.IsWritten(Path.GetFileName(tree.FilePath));
}
