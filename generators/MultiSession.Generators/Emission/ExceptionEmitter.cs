using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XException</c>, which carries an <c>XError</c>.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(SessionModel session) => SourceFile.Beside(session, writer =>
    {
        writer.WriteDocs(null, $"Carries a <see cref=\"{session.Error()}\"/>.");
        writer.WriteMarks();
        using (writer.Open($"{session.Accessibility} sealed partial class {session.Name}Exception : {Names.Engine}.SessionException"))
        {
            writer.Write($$"""
                /// <summary>Carries <paramref name="error"/>; its message is the exception's.</summary>
                public {{session.Name}}Exception({{session.Error()}} error, global::System.Exception? inner = null)
                    : base(error, inner)
                {
                }

                /// <summary>Why the request was refused.</summary>
                public new {{session.Error()}} Error => ({{session.Error()}})base.Error;
                """);
        }
    });
}
