using System.CommandLine;
using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Commands;

/// <summary>The arguments that say what to read and where to write, common to <c>check</c> and <c>graph</c>.</summary>
internal sealed class PathOptions
{
    private readonly Argument<string> _path = new("PATH") { Description = "A solution (.sln, .slnx), a project, or a folder of C# files that need not build." };
    private readonly Option<string?> _output = new("--output") { Description = "Write to this file instead of the standard output.", HelpName = "FILE" };
    private readonly Option<string[]> _define = new("--define") { Description = "A further preprocessor symbol; may be repeated.", HelpName = "SYMBOL" };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "Leave out files that match, such as 'tests/**' or '*.Legacy.cs'; may be repeated.",
        HelpName = "GLOB",
    };

    public void AddTo(Command command)
    {
        command.Add(_path);
        command.Add(_output);
        command.Add(_define);
        command.Add(_exclude);
    }

    /// <summary>Where to write; asked before the work, which may be long.</summary>
    public string? Output(ParseResult arguments)
    {
        if (arguments.GetValue(_output) is not { } file) return null;
        if (file.Length == 0 || Directory.Exists(file)) throw new InputException($"--output '{file}' is a folder; give a file.");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))) throw new InputException($"--output '{file}' cannot be written: its folder does not exist.");
        return file;
    }

    public Task<LoadedProgram> LoadAsync(ParseResult arguments, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        var excludes = (arguments.GetValue(_exclude) ?? []).Select(glob => new GlobPattern(glob));
        var symbols = arguments.GetValue(_define) ?? [];
        if (symbols.FirstOrDefault(symbol => !SyntaxFacts.IsValidIdentifier(symbol)) is { } wrong)
            throw new InputException($"--define '{wrong}' is not a symbol; give one name, and repeat --define for others.");
        return ProgramLoader.LoadAsync(arguments.GetRequiredValue(_path), new LoadOptions(symbols, [.. excludes]), progress, cancellationToken);
    }
}
