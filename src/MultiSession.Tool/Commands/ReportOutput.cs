using System.Text;
using MultiSession.Tool.Loading;
using Spectre.Console;

namespace MultiSession.Tool.Commands;

/// <summary>Where a report goes: a file, or the standard output.</summary>
internal static class ReportOutput
{
    // Where nobody reads on a terminal, lines are not wrapped: other programs read them.
    private const int Unwrapped = 1 << 20;

    public static void WriteBytes(string? file, Action<Stream> write)
    {
        using var stream = Open(file);
        write(stream);
    }

    public static void WriteText(string? file, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(Open(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }

    /// <summary>Writes with colours on a terminal, plainly elsewhere.</summary>
    public static void WriteConsole(string? file, Action<IAnsiConsole> write)
    {
        if (file is null && !Console.IsOutputRedirected)
        {
            write(AnsiConsole.Console);
            return;
        }

        WriteText(file, writer =>
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            });
            console.Profile.Width = Unwrapped;
            write(console);
        });
    }

    private static Stream Open(string? file)
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
