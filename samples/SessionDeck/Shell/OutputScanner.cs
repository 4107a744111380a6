using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SessionDeck.Shell;

/// <summary>The mark that follows a command's output.</summary>
internal sealed record EndOfCommand(int Sequence, int Status, string? Directory);

/// <summary>
/// Turns a shell's raw output into printable text, whole lines as far as possible, and end-of-command marks:
/// <c>RS sentinel:sequence status directory NUL</c>. The random sentinel keeps output from imitating a mark.
/// </summary>
internal sealed partial class OutputScanner
{
    private const byte RecordSeparator = 0x1E;
    private const int LongestHeldLine = 8 * 1024;

    private readonly byte[] _opening;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _text = new();
    private byte[] _bytes = [];

    public OutputScanner(string sentinel) => _opening = [RecordSeparator, .. Encoding.ASCII.GetBytes(sentinel + ":")];

    /// <summary>Takes more output; call <see cref="TryRead"/> until it returns false.</summary>
    public void Push(ReadOnlySpan<byte> bytes) => _bytes = [.. _bytes, .. bytes];

    /// <summary>The next piece: either <paramref name="text"/> or <paramref name="end"/> is set.</summary>
    public bool TryRead(out string? text, out EndOfCommand? end)
    {
        (text, end) = (null, null);
        var mark = _bytes.AsSpan().IndexOf(_opening);
        Decode(mark >= 0 ? mark : SafeLength(), flush: mark >= 0);
        if (TakeText(everything: mark >= 0, out text)) return true;
        return mark >= 0 && TakeMark(out end);
    }

    /// <summary>What is left when the output has ended.</summary>
    public bool TryReadRest([NotNullWhen(true)] out string? text)
    {
        Decode(_bytes.Length, flush: true);
        return TakeText(everything: true, out text);
    }

    // The beginning of a mark may be cut in two by a read.
    private int SafeLength()
    {
        var start = _bytes.AsSpan().LastIndexOf(RecordSeparator);
        return start >= 0 && _opening.AsSpan().StartsWith(_bytes.AsSpan(start)) ? start : _bytes.Length;
    }

    private void Decode(int count, bool flush)
    {
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(count));
        _text.Append(chars, 0, _decoder.GetChars(_bytes.AsSpan(0, count), chars, flush));
        ArrayPool<char>.Shared.Return(chars);
        _bytes = _bytes[count..];
    }

    private bool TakeText(bool everything, [NotNullWhen(true)] out string? text)
    {
        var all = _text.ToString();
        var length = everything || all.Length > LongestHeldLine ? all.Length : all.LastIndexOf('\n') + 1;
        text = length == 0 ? null : Printable(all[..length]);
        _text.Remove(0, length);
        return text is not null;
    }

    private bool TakeMark(out EndOfCommand? end)
    {
        end = null;
        var length = _bytes.AsSpan().IndexOf((byte)0);
        if (length < 0) return false;
        var fields = Encoding.UTF8.GetString(_bytes.AsSpan(_opening.Length, length - _opening.Length)).Split(' ', 3);
        end = new EndOfCommand(
            int.Parse(fields[0], CultureInfo.InvariantCulture),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[2].Length > 0 ? fields[2] : null);
        _bytes = _bytes[(length + 1)..];
        return true;
    }

    // Output is shown in the deck's own terminal: colours and cursor moves of a child must not leak into it.
    private static string Printable(string text) =>
        Control().Replace(Escape().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), ""), "\uFFFD");

    [GeneratedRegex(@"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][A-Z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\p{Cc}-[\n\t]]", RegexOptions.CultureInvariant)]
    private static partial Regex Control();
}
