using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits the checks of settings and arguments.</summary>
internal static class CheckEmitter
{
    private const string Constraints = Names.Engine + ".SessionConstraints";
    private const string Expressions = "global::System.Text.RegularExpressions";

    /// <summary>An expression that is the error or null; <see langword="null"/> if there is nothing to check.</summary>
    public static string? Check(SessionModel session, string name, string value, bool refusesNull, IReadOnlyList<ConstraintModel> constraints)
    {
        var reasons = new List<string>();
        var isRequired = refusesNull && !constraints.Any(constraint => constraint.Method is "Required");
        if (isRequired) reasons.Add($"{Constraints}.Required({value}, allowEmptyStrings: true)");
        for (var index = 0; index < constraints.Count; index++) reasons.Add(Reason(name, value, constraints[index], index));
        return reasons.Count is 0 ? null : $"{session.Errors()}.Check(\"{name}\", {value}, {string.Join(" ?? ", reasons)})";
    }

    /// <summary>Writes the compiled patterns that the checks use, if there are any.</summary>
    public static void WritePatterns(IndentedWriter writer, IEnumerable<(string Name, EquatableArray<ConstraintModel> Constraints)> members)
    {
        var fields = members
            .SelectMany(member => member.Constraints.Select((constraint, index) => (Field: PatternField(member.Name, index), Constraint: constraint)))
            .Where(entry => entry.Constraint.Pattern is not null)
            .ToList();
        if (fields.Count is 0) return;
        writer.WriteLine();
        using (writer.Open("private static class Patterns"))
        {
            foreach (var (field, constraint) in fields)
            {
                writer.Write($"""
                    public static readonly {Expressions}.Regex {field} = new(
                        {constraint.Pattern},
                        {Expressions}.RegexOptions.CultureInvariant,
                        {MatchTimeout(constraint)});
                    """);
            }
        }
    }

    private static string Reason(string name, string value, ConstraintModel constraint, int index)
    {
        var pattern = constraint.Pattern is null ? "" : $", Patterns.{PatternField(name, index)}";
        var call = $"{Constraints}.{constraint.Method}({value}{pattern}{constraint.Arguments})";
        return constraint.Message is { } message ? $"({call} is null ? null : {message})" : call;
    }

    private static string PatternField(string name, int index) => $"{name}Pattern{index}";

    private static string MatchTimeout(ConstraintModel constraint) => constraint.MatchTimeoutMilliseconds switch
    {
        > 0 => $"global::System.TimeSpan.FromMilliseconds({constraint.MatchTimeoutMilliseconds})",
        < 0 => Expressions + ".Regex.InfiniteMatchTimeout",
        _ => Constraints + ".DefaultMatchTimeout",
    };
}
