using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XHandle</c>: the typed proxy of one live session.</summary>
internal static class HandleEmitter
{
    public static string Emit(SessionModel session) => SourceFile.Beside(session, writer =>
    {
        var entry = $"{Names.Engine}.SessionEntry<{session.Type}, {session.Config()}>";
        writer.WriteDocs(
            null,
            $"One live <see cref=\"{session.Type}\"/>: its operations run one at a time, timed out, rate-limited, traced and logged. Thread-safe.");
        writer.WriteMarks();
        using (writer.Open($"{session.Accessibility} sealed partial class {session.Name}Handle : global::System.IEquatable<{session.Handle()}>"))
        {
            foreach (var operation in session.Operations)
            {
                var timeout = operation.TimeoutTicks is { } ticks ? ", " + Names.Duration(ticks) : "";
                writer.Write($"private static readonly {Names.Engine}.SessionOperation {operation.Field} = new(\"{operation.DisplayName}\"{timeout});");
            }

            writer.Separate();
            WriteProperties(writer, session, entry);
            foreach (var operation in session.Operations) OperationEmitter.Write(writer, session, operation);
            CheckEmitter.WritePatterns(writer, session.Operations.SelectMany(operation =>
                operation.Parameters.Select(parameter => (OperationEmitter.CheckedName(operation, parameter), parameter.Constraints))));
        }
    });

    private static void WriteProperties(IndentedWriter writer, SessionModel session, string entry) => writer.Write($$"""
        private readonly {{entry}} _entry;

        internal {{session.Name}}Handle({{entry}} entry) => _entry = entry;

        /// <summary>Id.</summary>
        public {{Names.Engine}}.SessionId Id => _entry.Id;

        /// <summary>Name now.</summary>
        public string Name => _entry.Name;

        /// <summary>1-based place in creation order now; 0 once the session has ended.</summary>
        public int Number => _entry.Number;

        /// <summary>Status now.</summary>
        public {{Names.Engine}}.SessionStatus Status => _entry.Status;

        /// <summary>Whether it is the active session now.</summary>
        public bool IsActive => _entry.IsActive;

        /// <summary>Settings, with the current name.</summary>
        public {{session.Config()}} Config => _entry.Config;

        /// <summary>The session's output.</summary>
        public {{Names.Engine}}.SessionOutput Output => _entry.Output;

        /// <summary>A snapshot for lists.</summary>
        public {{Names.Engine}}.SessionInfo Info => _entry.Info;

        /// <summary>What the last failed operation failed of; <see langword="null"/> when the last one succeeded.</summary>
        public global::System.Exception? LastError => _entry.LastError;

        /// <summary>Whether both are handles of the same session.</summary>
        public bool Equals({{session.Handle()}}? other) => other is not null && ReferenceEquals(_entry, other._entry);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as {{session.Handle()}});

        /// <inheritdoc/>
        public override int GetHashCode() => _entry.GetHashCode();

        /// <summary>The name.</summary>
        public override string ToString() => Name;
        """);
}
