using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XCoordinator</c>: the typed facade of the engine.</summary>
internal static class CoordinatorEmitter
{
    private const string Engine = Names.Engine;
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    private const string TokenParameter = "global::System.Threading.CancellationToken cancellationToken = default";
    private const string References = "global::System.Collections.Generic.IReadOnlyList<string> references";
    private const string Infos = "global::System.Collections.Generic.IReadOnlyList<global::MultiSession.SessionInfo>";

    public static string Emit(SessionModel session) => SourceFile.Beside(session, writer =>
    {
        writer.WriteDocs(null, $"Creates, finds, switches, saves and ends sessions of type <see cref=\"{session.Type}\"/>. Thread-safe.");
        writer.WriteMarks();
        using (writer.Open($"{session.Accessibility} sealed partial class {session.Name}Coordinator : global::System.IAsyncDisposable"))
        {
            WriteConstructors(writer, session);
            WriteViews(writer, session);
            WriteFind(writer, session);
            foreach (var member in CoordinatorMembers.All) WriteMember(writer, session, member);
            WriteEnd(writer, session);
        }
    });

    private static void WriteConstructors(IndentedWriter writer, SessionModel session) => writer.Write($$"""
        private readonly {{Engine}}.SessionEngine<{{session.Type}}, {{session.Config()}}> _engine;

        internal {{session.Name}}Coordinator({{Engine}}.SessionEngine<{{session.Type}}, {{session.Config()}}> engine) => _engine = engine;

        /// <summary>A coordinator without a host: call <c>RestoreAsync</c> to load stored sessions and <c>ExpireIdleAsync</c> now and then.</summary>
        /// <param name="context">What the sessions depend on.</param>
        /// <param name="configure">Changes the defaults of the session type.</param>
        /// <param name="store">Where sessions are kept. Default: in memory.</param>
        /// <param name="clock">The clock. Default: the system's.</param>
        /// <param name="loggers">Where logs go. Default: nowhere.</param>
        /// <param name="meters">Makes the meter. Default: a process-wide one.</param>
        public {{session.Name}}Coordinator(
            {{session.Context()}} context,
            global::System.Action<{{Engine}}.SessionOptions>? configure = null,
            {{Engine}}.ISessionStore? store = null,
            global::System.TimeProvider? clock = null,
            global::Microsoft.Extensions.Logging.ILoggerFactory? loggers = null,
            global::System.Diagnostics.Metrics.IMeterFactory? meters = null)
        {
            global::System.ArgumentNullException.ThrowIfNull(context);
            var definition = new {{session.Definition()}}(context);
            var options = new {{Engine}}.SessionOptions();
            definition.ApplyDefaults(options);
            configure?.Invoke(options);
            _engine = new(definition, options, store, clock, loggers, meters);
        }

        """);

    private static void WriteViews(IndentedWriter writer, SessionModel session) => writer.Write($$"""
        /// <summary>The active session, which the user looks at; <see langword="null"/> when there is none.</summary>
        public {{session.Handle()}}? Active => _engine.Active is { } entry ? new(entry) : null;

        /// <summary>Status changes of all sessions.</summary>
        public {{Engine}}.SessionStateChanges Changes => _engine.Changes;

        /// <summary>Counts until now.</summary>
        public {{Engine}}.SessionStatistics Statistics => _engine.Statistics;

        /// <summary>Why the store failed last; <see langword="null"/> when its last call succeeded.</summary>
        public string? StoreFailure => _engine.StoreFailure;

        /// <summary>All live sessions in creation order, numbered from 1.</summary>
        public {{Infos}} List() => _engine.List();

        /// <summary>The live sessions that wait for input, in creation order, with their numbers in <see cref="List"/>.</summary>
        public {{Infos}} Waiting() => _engine.Waiting();

        """);

    private static void WriteFind(IndentedWriter writer, SessionModel session) => writer.Write($$"""
        /// <summary>Finds a session by name (without regard to case), number, or unambiguous id prefix of at least 4 digits.</summary>
        /// <exception cref="{{session.Exception()}}">With <c>NotFound</c>, <c>Expired</c> or <c>Ambiguous</c>.</exception>
        public {{session.Handle()}} Find(string reference) => TryFind(reference).ValueOrThrow({{session.Errors()}}.Instance);

        /// <inheritdoc cref="Find"/>
        /// <returns>The session, or why there is none.</returns>
        public {{Engine}}.SessionResult<{{session.Handle()}}> TryFind(string reference) =>
            _engine.Find(reference).Select(static entry => new {{session.Handle()}}(entry));

        """);

    private static void WriteMember(IndentedWriter writer, SessionModel session, CoordinatorMember member)
    {
        var result = member.Result switch
        {
            CoordinatorMember.Handle => session.Handle(),
            var other => Engine + "." + other,
        };
        if (member.Result is "int") result = "int";
        var returned = member.Result is "Unit" ? ValueTask : $"{ValueTask}<{result}>";
        var unwrap = member.Result is "Unit" ? "ThrowIfFailedAsync" : "ValueOrThrowAsync";
        var parameters = member.Parameters
            .Replace("$config", session.Config() + " config")
            .Replace("$references", References)
            .Replace("$token", TokenParameter);
        var forward = $"_engine.{member.Name}({member.EngineArguments})";
        var twin = member.Result is CoordinatorMember.Handle ? $"Wrap({forward})" : forward;
        writer.Write($$"""
            /// <summary>{{member.Summary}}</summary>
            /// <exception cref="{{session.Exception()}}">With {{member.Errors}}.</exception>
            public {{returned}} {{member.Name}}({{parameters}}) =>
                {{Engine}}.SessionResultExtensions.{{unwrap}}(Try{{member.Name}}({{member.Arguments}}), {{session.Errors()}}.Instance);

            /// <summary>{{member.Summary}}</summary>
            /// <returns>The result, or {{member.Errors}}.</returns>
            public {{ValueTask}}<{{Engine}}.SessionResult<{{result}}>> Try{{member.Name}}({{parameters}}) =>
                {{twin}};

            """);
    }

    private static void WriteEnd(IndentedWriter writer, SessionModel session) => writer.Write($$"""
        /// <summary>Ends the sessions that were idle too long. A host does this on its own.</summary>
        /// <returns>How many ended.</returns>
        public {{ValueTask}}<int> ExpireIdleAsync({{TokenParameter}}) => _engine.ExpireIdleAsync(cancellationToken);

        /// <summary>Drains at once; the store keeps the sessions.</summary>
        public {{ValueTask}} DisposeAsync() => _engine.DisposeAsync();

        private static async {{ValueTask}}<{{Engine}}.SessionResult<{{session.Handle()}}>> Wrap(
            {{ValueTask}}<{{Engine}}.SessionResult<{{Engine}}.SessionEntry<{{session.Type}}, {{session.Config()}}>>> pending) =>
            (await pending.ConfigureAwait(false)).Select(static entry => new {{session.Handle()}}(entry));
        """);
}
