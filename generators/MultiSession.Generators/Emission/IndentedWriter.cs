using System.Text;

namespace MultiSession.Generators.Emission;

/// <summary>Collects lines of source, indenting each by the current depth. Every line ends with <c>\n</c> on every system.</summary>
internal sealed class IndentedWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes <paramref name="text"/> line by line at the current depth; empty lines get no spaces.</summary>
    public void Write(string text)
    {
        foreach (var line in text.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0) _text.Append(' ', _depth * SpacesPerLevel).Append(line);
            _text.Append('\n');
        }
    }

    /// <summary>Writes <paramref name="text"/> as it stands: its lines may belong to a multi-line literal.</summary>
    public void WriteVerbatim(string text) => _text.Append(text).Append('\n');

    public void WriteLine() => _text.Append('\n');

    /// <summary>Writes a blank line unless a block has just been opened.</summary>
    public void Separate()
    {
        if (_text.Length >= 2 && _text[_text.Length - 2] is not '{') _text.Append('\n');
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace; disposing the result writes the closing one.</summary>
    public Block Open(string header, string close = "}")
    {
        Write(header);
        Write("{");
        _depth++;
        return new Block(this, close);
    }

    /// <summary>Indents what is written until the result is disposed.</summary>
    public Block Indent()
    {
        _depth++;
        return new Block(this, close: null);
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Block(IndentedWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (close is not null) writer.Write(close);
        }
    }
}
