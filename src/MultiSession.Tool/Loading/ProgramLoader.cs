namespace MultiSession.Tool.Loading;

/// <summary>Loads whatever a path names.</summary>
internal static class ProgramLoader
{
    public static async Task<LoadedProgram> LoadAsync(string path, LoadOptions options, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        var program = await ReadAsync(path, options, progress, cancellationToken).ConfigureAwait(false);
        if (program.FileCount == 0) throw new InputException($"No C# files to check in '{path}' (bin, obj, generated and excluded files are left out).");
        var idle = options.Excludes.Where(static glob => !glob.HasMatched).Select(glob => $"--exclude '{glob}' leaves nothing out: globs are relative to '{program.Root}', and bin, obj and generated files are left out anyway.");
        return program with { Notes = [.. program.Notes, .. idle] };
    }

    private static async Task<LoadedProgram> ReadAsync(string path, LoadOptions options, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            progress.Report(new StageProgress("Reading files", null));
            return await Task.Run(() => FolderLoader.Load(path, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(path)) throw new InputException($"'{path}' does not exist; give a solution, a project or a folder of C# files.");
        if (!SolutionFile.IsSolution(path) && !path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"'{path}' is neither a solution (.sln, .slnx), a C# project (.csproj) nor a folder.");
        progress.Report(new StageProgress("Loading projects", null));
        return await ProjectLoader.LoadAsync(Path.GetFullPath(path), options, progress, cancellationToken).ConfigureAwait(false);
    }
}
