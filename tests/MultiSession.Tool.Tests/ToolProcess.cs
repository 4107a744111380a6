using System.Diagnostics;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Tests;

/// <summary>What a run of the real tool returned and printed.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error);

/// <summary>The tool, run as a process of its own.</summary>
internal static class ToolProcess
{
    public static async Task<ToolResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(ProgramLoader).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The tool did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await error);
    }
}
