using System.Reflection;

namespace MultiSession.Tool.Reporting;

/// <summary>The version of this tool, without build metadata.</summary>
internal static class ToolVersion
{
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
