using System.Text;

namespace MultiSession;

/// <summary>
/// What a session may be called: 1 to 64 characters; letters, digits, <c>-</c>, <c>_</c> and spaces; no space at either end; not only digits,
/// because numbers address sessions by their place in the list. Names are compared without regard to case.
/// </summary>
public static class SessionNameRules
{
    /// <summary>Most characters of a name, counted in Unicode scalar values.</summary>
    public const int MaxLength = 64;

    /// <summary>How names are compared everywhere.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Says which rule a name breaks; <see langword="null"/> when it breaks none.</summary>
    public static string? Check(string? name)
    {
        if (string.IsNullOrEmpty(name)) return $"a name has 1 to {MaxLength} characters";
        var (length, onlyDigits) = (0, true);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('-' or '_' or ' '))
            {
                return $"{Describe(rune)} is not allowed; use letters, digits, '-', '_' and spaces";
            }

            onlyDigits &= Rune.IsDigit(rune);
            length++;
        }

        if (length > MaxLength) return $"it has {length} characters, the limit is {MaxLength}";
        if (name[0] == ' ' || name[^1] == ' ') return "it starts or ends with a space";
        return onlyDigits ? "it has only digits, and numbers address sessions by their place in the list; add a letter" : null;
    }

    private static string Describe(Rune rune) =>
        Rune.IsControl(rune) || rune == Rune.ReplacementChar ? $"character U+{rune.Value:X4}" : $"'{rune}'";
}
