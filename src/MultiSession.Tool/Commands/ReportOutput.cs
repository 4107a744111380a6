using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Commands;

/// <summary>Where a report goes: a file, or the standard output.</summary>
internal static class ReportOutput
{
    public static Stream Open(string? file)
    {
        if (file is null) return Console.OpenStandardOutput();
        try
        {
            return File.Create(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"--output '{file}' cannot be written: {failure.Message}", failure);
        }
    }
}
