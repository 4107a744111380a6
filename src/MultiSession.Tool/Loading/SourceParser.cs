using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>Parses files, read as the compiler reads them. One that cannot be read is noted and left out.</summary>
internal static class SourceParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="paths">The absolute paths.</param>
    /// <param name="options">How they are parsed.</param>
    /// <param name="encoding">How they are encoded if no byte order mark tells; null for UTF-8 or else Latin-1.</param>
    /// <param name="notes">Told what was left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<SyntaxTree> Parse(
        string[] paths, CSharpParseOptions options, Encoding? encoding, ConcurrentQueue<string> notes, CancellationToken cancellationToken)
    {
        var trees = new SyntaxTree?[paths.Length];
        Parallel.For(0, paths.Length, Cores.All(cancellationToken), i =>
        {
            try
            {
                trees[i] = CSharpSyntaxTree.ParseText(Read(paths[i], encoding), options, paths[i], cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                notes.Enqueue($"'{paths[i]}' was left out: {failure.Message}");
            }
        });
        return [.. trees.OfType<SyntaxTree>()];
    }

    private static SourceText Read(string path, Encoding? encoding)
    {
        using var stream = File.OpenRead(path);
        try
        {
            return SourceText.From(stream, encoding ?? StrictUtf8);
        }
        catch (DecoderFallbackException)
        {
            stream.Position = 0;
            return SourceText.From(stream, Encoding.Latin1);
        }
    }
}
