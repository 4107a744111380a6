using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XConfig</c>: the settings with the built-in id and name, and their validation.</summary>
internal static class ConfigEmitter
{
    public static string Emit(SessionModel session) => SourceFile.Beside(session, writer =>
    {
        var settings = session.Settings.Where(setting => !setting.IsBuiltIn).ToList();
        writer.WriteDocs(null, $"Settings of one <see cref=\"{session.Type}\"/>. Immutable.");
        writer.WriteMarks();
        using (writer.Open($"{session.Accessibility} sealed partial record {session.Name}Config"))
        {
            WriteConstructors(writer, session, settings);
            WriteBuiltIns(writer);
            foreach (var setting in settings) WriteProperty(writer, session, setting);
            WriteValidation(writer, session);
        }
    });

    private static void WriteConstructors(IndentedWriter writer, SessionModel session, List<SettingModel> settings)
    {
        writer.Write($$"""
            /// <summary>Settings that are not given have their defaults.</summary>
            public {{session.Name}}Config()
            {
            }

            """);

        // Required settings are null here for a moment only: the builder's types and the reader of stored settings see to it.
        writer.Write("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        using (writer.Open($"internal {session.Name}Config({Names.Engine}.SessionId id, string? name)", close: "}\n"))
        {
            writer.Write("Id = id;\nName = name;");
            foreach (var setting in settings.Where(setting => setting.IsRequired && setting.RefusesNull))
            {
                writer.Write($"{setting.ConfigProperty} = null!; // given by the builder or by the reader before anybody sees the config");
            }
        }
    }

    private static void WriteBuiltIns(IndentedWriter writer) => writer.Write($$"""
        /// <summary>Id of the session. Default: a new one, ordered by time.</summary>
        public {{Names.Engine}}.SessionId Id { get; init; } = {{Names.Engine}}.SessionId.New();

        /// <summary>Name of the session, unique among the live ones. Default: a generated one.</summary>
        public string? Name { get; init; }

        """);

    private static void WriteProperty(IndentedWriter writer, SessionModel session, SettingModel setting)
    {
        var access = session.Member(setting.IsPublic);
        var required = setting.IsRequired && access is "public" ? "required " : "";
        var initializer = setting switch
        {
            { Constant: { } constant } => $" = {constant};",
            { Expression: not null } => $" = {session.Defaults()}.{setting.Name}Default;",
            { IsRequired: true, RefusesNull: true } when required.Length is 0 => " = null!; // refused by Validate",
            _ => "",
        };
        writer.WriteDocs(setting.Documentation, $"The setting <c>{setting.Name}</c>.");
        writer.Write($"{access} {required}{setting.Type} {setting.ConfigProperty} {{ get; init; }}{initializer}\n");
    }

    private static void WriteValidation(IndentedWriter writer, SessionModel session)
    {
        var checks = session.Settings
            .Select(setting => setting.IsBuiltIn
                ? CheckEmitter.Check(session, setting.Name, setting.Name, refusesNull: false, setting.Constraints)
                : CheckEmitter.Check(session, setting.Name, setting.ConfigProperty, setting.RefusesNull, setting.Constraints))
            .OfType<string>()
            .ToList();
        writer.Write($"""
            /// <summary>Checks the settings.</summary>
            /// <returns>What is wrong with the first bad one; <see langword="null"/> when all are good.</returns>
            public {session.Error()}? Validate() =>
            """);
        using (writer.Indent()) writer.Write((checks.Count > 0 ? string.Join("\n?? ", checks) : "null") + ";");
        CheckEmitter.WritePatterns(writer, session.Settings.Select(setting => (setting.Name, setting.Constraints)));
    }
}
