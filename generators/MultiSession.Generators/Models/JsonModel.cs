namespace MultiSession.Generators.Models;

internal enum JsonKind
{
    /// <summary>Goes through the session's serializer context.</summary>
    Object,
    Boolean,

    /// <summary>A whole or decimal number.</summary>
    Number,

    /// <summary>A number that may be infinite or not a number, which JSON has no form for.</summary>
    Floating,
    Character,
    String,
    Enum,

    /// <summary>The writer and the reader have a method for it.</summary>
    Native,

    /// <summary>Its invariant text can be parsed back.</summary>
    Text,
}

/// <summary>How a value becomes JSON and back.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Type">The type without a nullable mark.</param>
/// <param name="Reader">The last part of the reader's <c>Get…</c> method, or the text format.</param>
/// <param name="AcceptsNull">Whether JSON null is a value of it.</param>
internal sealed record JsonModel(JsonKind Kind, string Type, string Reader, bool AcceptsNull);
