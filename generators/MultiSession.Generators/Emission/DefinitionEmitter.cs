using MultiSession.Generators.Models;
using MultiSession.Generators.Parsing;

namespace MultiSession.Generators.Emission;

/// <summary>Emits what the engine must know of the session type. It is nested in the class, so that it reaches private members.</summary>
internal static class DefinitionEmitter
{
    private const string Json = Names.Engine + ".SessionJson";
    private const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    private const string Element = "global::System.Text.Json.JsonElement";

    public static string Emit(SessionModel session) => SourceFile.Inside(session, writer =>
    {
        writer.Write("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.WriteMarks();
        var definition = $"{Names.Engine}.SessionDefinition<{session.Type}, {session.Config()}>";
        using (writer.Open($"internal sealed class {session.Name}Definition : {definition}"))
        {
            WriteIdentity(writer, session);
            WriteConstruction(writer, session);
            WriteSettings(writer, session);
            WriteState(writer, session);
        }
    });

    private static void WriteIdentity(IndentedWriter writer, SessionModel session)
    {
        writer.Write($$"""
            private readonly {{session.Context()}} _context;

            public {{session.Name}}Definition({{session.Context()}} context) => _context = context;

            public override string TypeName => {{Literals.Of(session.StoreName)}};

            public override {{Names.Engine}}.ISessionErrors Errors => {{session.Errors()}}.Instance;

            """);
        using (writer.Open($"public override void ApplyDefaults({Names.Engine}.SessionOptions options)", close: "}\n"))
        {
            if (session.MaxSessions is { } maximum) writer.Write($"options.MaxSessions = {Literals.OfPrimitive(maximum)};");
            if (session.IdleTimeoutTicks is { } ticks) writer.Write($"options.IdleTimeout = {Names.Duration(ticks)};");
        }

        writer.Write($$"""
            public override {{Names.Engine}}.SessionId GetId({{session.Config()}} config) => config.Id;

            public override string? GetName({{session.Config()}} config) => config.Name;

            public override {{session.Config()}} WithName({{session.Config()}} config, string name) => config with { Name = name };

            public override {{Names.Engine}}.SessionError? Validate({{session.Config()}} config) => config.Validate();

            """);
    }

    private static void WriteConstruction(IndentedWriter writer, SessionModel session)
    {
        var arguments = string.Join(", ", session.Dependencies.Select(dependency => dependency.Kind switch
        {
            DependencyKind.Output => "output",
            DependencyKind.Status => "status",
            DependencyKind.Id => "config.Id",
            DependencyKind.Config => "config",
            DependencyKind.Setting => $"config.{dependency.PropertyName}",
            _ => $"_context.{dependency.PropertyName}",
        }));
        var assignments = session.Settings
            .Where(setting => !setting.IsPositional)
            .Select(setting => $"{setting.SessionProperty} = {ValueOf(setting)},")
            .ToList();
        writer.Write($"""
            public override {session.Type} CreateSession(
                {session.Config()} config, {Names.Engine}.SessionOutput output, {Names.Engine}.SessionStatusController status) =>
            """);
        using (writer.Indent())
        {
            if (assignments.Count is 0) writer.Write($"new {session.Type}({arguments});\n");
            else
            {
                using (writer.Open($"new {session.Type}({arguments})", close: "};\n")) writer.Write(string.Join("\n", assignments));
            }
        }
    }

    private static string ValueOf(SettingModel setting) => setting switch
    {
        { IsBuiltIn: true, RefusesNull: true } => $"config.{setting.Name} ?? \"\"",
        { IsBuiltIn: true } => $"config.{setting.Name}",
        _ => $"config.{setting.ConfigProperty}",
    };

    private static void WriteSettings(IndentedWriter writer, SessionModel session)
    {
        var settings = session.Settings.Where(setting => !setting.IsBuiltIn).ToList();
        using (writer.Open($"public override void WriteSettings({session.Config()} config, {Writer} writer)", close: "}\n"))
        {
            writer.Write("writer.WriteStartObject();");
            foreach (var setting in settings) writer.Write(JsonEmitter.Write(session, setting.Name, ValueOf(setting), setting.Json));
            writer.Write("writer.WriteEndObject();");
        }

        var reader = $"public override {session.Config()} ReadSettings({Names.Engine}.SessionId id, string name, {Element} settings)";
        using (writer.Open(reader, close: "}\n"))
        {
            writer.Write($"var config = new {session.Config()}(id, name);");
            if (settings.Count is 0) writer.Write("return config;");
            else
            {
                using (writer.Open("return config with", close: "};"))
                {
                    foreach (var setting in settings)
                    {
                        var key = Literals.Of(setting.Name);
                        var read = JsonEmitter.Reader(session, setting.Json);
                        writer.Write(setting.IsRequired
                            ? $"{setting.ConfigProperty} = {Json}.ReadRequired(settings, {key}, {read}),"
                            : $"{setting.ConfigProperty} = {Json}.Read(settings, {key}, config.{setting.ConfigProperty}, {read}),");
                    }
                }
            }
        }
    }

    private static void WriteState(IndentedWriter writer, SessionModel session)
    {
        using (writer.Open($"public override void WriteState({session.Type} session, {Writer} writer)", close: "}\n"))
        {
            writer.Write("writer.WriteStartObject();");
            foreach (var state in session.States) writer.Write(JsonEmitter.Write(session, state.Name, $"session.{state.Property}", state.Json));
            writer.Write("writer.WriteEndObject();");
        }

        using (writer.Open($"public override void ReadState({session.Type} session, {Element} state)"))
        {
            foreach (var state in session.States)
            {
                var read = JsonEmitter.Reader(session, state.Json);
                writer.Write($"session.{state.Property} = {Json}.Read(state, {Literals.Of(state.Name)}, session.{state.Property}, {read});");
            }
        }
    }
}
