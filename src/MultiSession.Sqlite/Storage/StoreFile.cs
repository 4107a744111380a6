using System.Text;

namespace MultiSession.Sqlite.Storage;

/// <summary>Checks the file that a store is about to open, so that each mistake gives one clear sentence.</summary>
internal static class StoreFile
{
    /// <summary>SQLite refuses longer paths; the journal beside the file needs four bytes more.</summary>
    private const int MaxPathBytes = 500;

    /// <summary>The usual limit of a file system, less the journal's suffix.</summary>
    private const int MaxNameBytes = 250;

    /// <summary>The absolute path of a file that exists, is writable and may be opened as a database.</summary>
    /// <exception cref="SessionStoreException">The file cannot be used.</exception>
    public static string Prepare(string path)
    {
        var file = FullPath(path);
        if (Directory.Exists(file))
            throw Refuse(file, "it is a folder, not a file. Name a file inside it.");
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw Refuse(file, $"the folder '{Path.GetDirectoryName(file)}' does not exist. Create it, or name a file elsewhere.");
        if (!File.Exists(file))
            Create(file);
        else if (File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly))
            throw Refuse(file, "the file is read-only. Make it writable, or name another file.");
        return file;
    }

    private static string FullPath(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw Refuse(path.Replace('\0', '?'), "its path holds a NUL character. Name another file.");
        var file = Path.GetFullPath(path);
        var (pathBytes, nameBytes) = (Encoding.UTF8.GetByteCount(file), Encoding.UTF8.GetByteCount(Path.GetFileName(file)));
        if (pathBytes > MaxPathBytes)
            throw Refuse(file, $"its path is {pathBytes} bytes long; at most {MaxPathBytes} are possible. Name a shorter path.");
        if (nameBytes > MaxNameBytes)
            throw Refuse(file, $"its name is {nameBytes} bytes long; at most {MaxNameBytes} are possible. Name a shorter file.");
        if (nameBytes == 0)
            throw Refuse(file, "it is a folder, not a file. Name a file inside it.");
        return file;
    }

    // An existing file is never opened here: closing it would drop the locks that SQLite holds on it in this process.
    private static void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // transcripts are private
        try
        {
            new FileStream(file, options).Dispose();
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process has just created it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var folder = Path.GetDirectoryName(file);
            throw Refuse(file, $"the folder '{folder}' cannot be written ({e.Message}). Make it writable, or name a file elsewhere.", e);
        }
    }

    private static SessionStoreException Refuse(string file, string reason, Exception? inner = null) =>
        new($"The session store '{file}' cannot be opened: {reason}", inner);
}
