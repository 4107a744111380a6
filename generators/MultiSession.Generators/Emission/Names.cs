using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Spells the generated types of a session, each with its <c>global::</c> name.</summary>
internal static class Names
{
    public const string Engine = "global::MultiSession";

    public static string Config(this SessionModel session) => session.Beside("Config");

    public static string Context(this SessionModel session) => session.Beside("Context");

    public static string Error(this SessionModel session) => session.Beside("Error");

    public static string Errors(this SessionModel session) => session.Beside("Errors");

    public static string Exception(this SessionModel session) => session.Beside("Exception");

    public static string Handle(this SessionModel session) => session.Beside("Handle");

    public static string Coordinator(this SessionModel session) => session.Beside("Coordinator");

    public static string Definition(this SessionModel session) => $"{session.Type}.{session.Name}Definition";

    public static string Defaults(this SessionModel session) => $"{session.Type}.{session.Name}Defaults";

    /// <summary>Accessibility of a member that shows a type.</summary>
    public static string Member(this SessionModel session, bool isPublicType) => isPublicType || !session.IsPublic ? "public" : "internal";

    /// <summary>Header of a static class that must stand outside of any other.</summary>
    public static string OuterClass(this SessionModel session, string suffix) =>
        $"{(session.IsPublic ? "public" : "internal")} static partial class {session.ContainerPrefix}{session.Name}{suffix}";

    /// <summary>A duration as source.</summary>
    public static string Duration(long ticks) => $"global::System.TimeSpan.FromTicks({ticks}L)";

    private static string Beside(this SessionModel session, string suffix) => session.Scope + session.Name + suffix;
}
