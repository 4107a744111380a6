namespace MultiSession.Tool.Loading;

/// <summary>Loads whatever a path names.</summary>
internal static class ProgramLoader
{
    public static async Task<LoadedProgram> LoadAsync(string path, LoadOptions options, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) return await Task.Run(() => FolderLoader.Load(path, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        throw new InputException($"'{path}' does not exist; give a solution, a project or a folder of C# files.");
    }
}
