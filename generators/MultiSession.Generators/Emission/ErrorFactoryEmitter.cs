using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XErrors</c>: makes the session type's errors for the engine and for generated checks.</summary>
internal static class ErrorFactoryEmitter
{
    private const string Error = Names.Engine + ".SessionError";
    private const string Status = Names.Engine + ".SessionStatus";
    private const string Duration = "global::System.TimeSpan";

    public static string Emit(SessionModel session) => SourceFile.Beside(session, writer =>
    {
        writer.WriteMarks();
        using (writer.Open($"internal sealed partial class {session.Name}Errors : {Names.Engine}.ISessionErrors"))
        {
            writer.Write($$"""
                public static readonly {{session.Errors()}} Instance = new();

                public static {{session.Error()}}? Check<T>(string setting, T value, string? reason) =>
                    reason is null ? null : new {{session.Error()}}.InvalidSetting(setting, {{Names.Engine}}.SessionText.Describe(value), reason);

                """);
            WriteFactories(writer, session);
            writer.Write($$"""

                public {{Names.Engine}}.SessionException ToException({{Error}} sessionError, global::System.Exception? inner = null) =>
                    sessionError is {{session.Error()}} error
                        ? new {{session.Exception()}}(error, inner)
                        : new {{Names.Engine}}.SessionException(sessionError, inner);
                """);
        }
    });

    private static void WriteFactories(IndentedWriter writer, SessionModel session)
    {
        Factory("NotFound", "string session, string? nearest", "session, nearest");
        Factory("Ambiguous", "string session, int matches", "session, matches");
        Factory("Expired", "string session, global::System.DateTimeOffset at", "session, at");
        Factory("LimitReached", "int max", "max");
        Factory("AlreadyExists", "string name", "name");
        Factory("InvalidName", "string name, string reason", "name, reason");
        Factory("InvalidSetting", "string setting, string? value, string reason", "setting, value, reason");
        Factory("InvalidTransition", $"string session, {Status} current, {Status} requested", "session, current, requested");
        Factory("Locked", $"string session, {Duration} waited", "session, waited");
        Factory("QueueFull", "string session, int capacity", "session, capacity");
        Factory("RateLimited", $"string session, {Duration} retryAfter", "session, retryAfter");
        Factory("Timeout", $"string operation, {Duration} limit", "operation, limit");
        Factory("Storage", "string operation, string reason", "operation, reason");
        Factory("Corrupted", "string record, string reason", "record, reason");
        Factory("Closed", "string session", "session");

        void Factory(string name, string parameters, string arguments) =>
            writer.Write($"public {Error} {name}({parameters}) => new {session.Error()}.{name}({arguments});");
    }
}
