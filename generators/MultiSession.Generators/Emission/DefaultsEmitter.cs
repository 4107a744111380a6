using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>
/// Emits the defaults that are not constants. They stand inside the session class, below the using directives that they were written
/// under, so that each name in them means what it meant there.
/// </summary>
internal static class DefaultsEmitter
{
    public static IEnumerable<(string Artefact, string Text)> Emit(SessionModel session)
    {
        var groups = session.Settings
            .Where(setting => setting.Expression is not null && !setting.IsBuiltIn)
            .GroupBy(setting => (setting.Expression!.FileUsings, setting.Expression.NamespaceUsings));
        var index = 0;
        foreach (var group in groups)
        {
            var text = SourceFile.Inside(session, writer => Write(writer, session, group), group.Key.FileUsings, group.Key.NamespaceUsings);
            yield return (index++ is 0 ? "Defaults" : $"Defaults{index}", text);
        }
    }

    private static void Write(IndentedWriter writer, SessionModel session, IEnumerable<SettingModel> settings)
    {
        using (writer.Open($"internal static partial class {session.Name}Defaults"))
        {
            // The user's expression was checked where it stands, under the nullable context of that file.
            writer.Write("#nullable disable warnings");
            foreach (var setting in settings)
            {
                writer.Write($"public static {setting.Type} {setting.Name}Default =>");
                writer.WriteVerbatim(setting.Expression!.Text + ";");
            }
        }
    }
}
