using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>
/// Emits <c>XConfig.Builder</c>. Each required setting is a type parameter that says whether it was given; <c>Build</c> exists only where
/// all were, so a missing one does not compile.
/// </summary>
internal static class BuilderEmitter
{
    private const string Missing = Names.Engine + ".SettingMissing";
    private const string Given = Names.Engine + ".SettingGiven";

    public static string Emit(SessionModel session)
    {
        var settings = session.Settings.Where(setting => !setting.IsBuiltIn).ToList();
        var required = settings.Where(setting => setting.IsRequired).ToList();
        return required.Count is 0 ? EmitPlain(session, settings) : EmitStaged(session, settings, required);
    }

    private static string EmitPlain(SessionModel session, List<SettingModel> settings) => SourceFile.Beside(session, writer =>
    {
        using (writer.Open($"partial record {session.Name}Config"))
        {
            WriteFactory(writer);
            using (writer.Open("public sealed class Builder"))
            {
                WriteState(writer, session, "public");
                WriteSetters(writer, session, settings, _ => "Builder");
                WriteBuild(writer, session, "", "public ", "this");
            }
        }
    });

    private static string EmitStaged(SessionModel session, List<SettingModel> settings, List<SettingModel> required)
    {
        var parameters = required.Select(setting => "T" + setting.BuilderName).ToList();
        var open = $"Builder<{string.Join(", ", parameters)}>";
        var start = $"Builder<{string.Join(", ", parameters.Select(_ => Missing))}>";
        var complete = $"{session.Config()}.Builder<{string.Join(", ", parameters.Select(_ => Given))}>";
        return SourceFile.InNamespace(session, writer =>
        {
            var containers = session.Containers
                .Append($"partial record {session.Name}Config")
                .Select(container => writer.Open(container))
                .ToList();
            WriteFactory(writer);
            writer.Write($"public sealed class Builder : {start}\n{{\n}}\n");
            writer.WriteDocs(null, "A builder whose type says which required settings were given; <c>Build</c> exists when all were.");
            using (writer.Open($"public class {open}"))
            {
                WriteState(writer, session, "internal");
                WriteSetters(writer, session, settings, setting => After("T" + setting?.BuilderName));
            }

            for (var index = containers.Count - 1; index >= 0; index--) containers[index].Dispose();
            writer.WriteLine();
            writer.WriteDocs(null, $"Completes a <see cref=\"{session.Config()}\"/>.");
            writer.WriteMarks();
            using (writer.Open(session.OuterClass("ConfigBuilderExtensions")))
            {
                WriteBuild(writer, session, $"this {complete} builder", "public static ", "builder");
            }
        });

        string After(string given) => $"Builder<{string.Join(", ", parameters.Select(parameter => parameter == given ? Given : parameter))}>";
    }

    private static void WriteFactory(IndentedWriter writer) => writer.Write("""
        /// <summary>Starts a builder. Builders are immutable: each step returns a new one.</summary>
        public static Builder CreateBuilder() => new();

        /// <summary>Builds a config step by step. Immutable.</summary>
        """);

    private static void WriteState(IndentedWriter writer, SessionModel session, string access) => writer.Write($$"""
        private readonly {{session.Config()}} _config;

        /// <summary>A builder to which nothing was given yet.</summary>
        {{access}} Builder() => _config = new(id: default, name: null);

        internal Builder({{session.Config()}} config) => _config = config;

        internal {{session.Config()}} Draft => _config.Id == default ? _config with { Id = {{Names.Engine}}.SessionId.New() } : _config;

        """);

    private static void WriteSetters(
        IndentedWriter writer, SessionModel session, List<SettingModel> settings, Func<SettingModel?, string> builderAfter)
    {
        writer.Write($$"""
            /// <summary>Sets the id. Default: a new one, ordered by time.</summary>
            public {{builderAfter(null)}} WithId({{Names.Engine}}.SessionId id) => new(_config with { Id = id });

            /// <summary>Sets the name. Default: a generated one.</summary>
            public {{builderAfter(null)}} WithName(string? name) => new(_config with { Name = name });
            """);
        foreach (var setting in settings)
        {
            writer.WriteLine();
            writer.WriteDocs(setting.Documentation, $"Sets <c>{setting.Name}</c>.");
            writer.Write($$"""
                {{session.Member(setting.IsPublic)}} {{builderAfter(setting)}} With{{setting.BuilderName}}({{setting.Type}} value) =>
                    new(_config with { {{setting.ConfigProperty}} = value });
                """);
        }
    }

    private static void WriteBuild(IndentedWriter writer, SessionModel session, string parameter, string modifiers, string builder)
    {
        if (parameter.Length is 0) writer.WriteLine();
        writer.Write($$"""
            /// <summary>The config, once its settings have been checked.</summary>
            /// <exception cref="{{session.Exception()}}">A setting breaks a constraint.</exception>
            {{modifiers}}{{session.Config()}} Build({{parameter}}) => {{builder}}.TryBuild().ValueOrThrow({{session.Errors()}}.Instance);

            /// <summary>The config, or what is wrong with its settings.</summary>
            {{modifiers}}{{Names.Engine}}.SessionResult<{{session.Config()}}> TryBuild({{parameter}})
            {
                var config = {{builder}}.Draft;
                return config.Validate() is { } error ? error : config;
            }
            """);
    }
}
