using System.CommandLine;
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

    public string? Output(ParseResult arguments) => arguments.GetValue(_output);

    public Task<LoadedProgram> LoadAsync(ParseResult arguments, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        var excludes = (arguments.GetValue(_exclude) ?? []).Select(glob => new GlobPattern(glob));
        return ProgramLoader.LoadAsync(
            arguments.GetRequiredValue(_path), new LoadOptions(arguments.GetValue(_define) ?? [], [.. excludes]), progress, cancellationToken);
    }
}
