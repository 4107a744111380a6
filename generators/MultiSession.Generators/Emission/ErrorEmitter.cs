using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XError</c>: the closed hierarchy of errors, the user's own records included.</summary>
internal static class ErrorEmitter
{
    public static string Emit(SessionModel session) => session.Errors.Count is 0
        ? SourceFile.Beside(session, writer => WriteHierarchy(writer, session))
        : SourceFile.Beside(session, writer =>
        {
            WriteHierarchy(writer, session);
            writer.WriteLine();
            using (writer.Open($"partial {session.Keyword} {session.EscapedName}"))
            {
                for (var index = 0; index < session.Errors.Count; index++)
                {
                    if (index > 0) writer.WriteLine();
                    WriteOwn(writer, session, session.Errors[index]);
                }
            }
        });

    private static void WriteHierarchy(IndentedWriter writer, SessionModel session)
    {
        writer.WriteDocs(null, $"Why a request to a <see cref=\"{session.Type}\"/> was refused: a record below, or one that the session declares.");
        writer.WriteMarks();
        using (writer.Open($"{session.Accessibility} abstract partial record {session.Name}Error : {Names.Engine}.SessionError"))
        {
            writer.Write($$"""
                private protected {{session.Name}}Error()
                {
                }

                /// <summary>The exception that carries this error.</summary>
                public {{session.Exception()}} ToException(global::System.Exception? inner = null) => new(this, inner);
                """);
            foreach (var error in EngineErrors.All)
            {
                writer.Write($$"""

                    /// <summary>{{error.Summary}}</summary>
                    public sealed record {{error.Name}}({{error.Parameters}}) : {{session.Error()}}
                    {
                        /// <inheritdoc/>
                        public override string Code => "{{error.Name}}";

                        /// <inheritdoc/>
                        public override string Message => {{error.Message}};
                    }
                    """);
            }
        }
    }

    private static void WriteOwn(IndentedWriter writer, SessionModel session, ErrorModel error)
    {
        using (writer.Open($"partial record {error.Name} : {session.Error()}"))
        {
            if (error.Code is { } code) writer.Write($"/// <inheritdoc/>\npublic override string Code {code}");
            if (error is { Code: not null, Message: not null }) writer.WriteLine();
            if (error.Message is { } message) writer.Write($"/// <inheritdoc/>\npublic override string Message {message}");
        }
    }
}
