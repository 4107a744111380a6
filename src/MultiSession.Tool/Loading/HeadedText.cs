using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MultiSession.Tool.Loading;

/// <summary>A file's text below a head that is not in the file: the compiler reads both, lines and columns are those of the file.</summary>
internal sealed class HeadedText : SourceText
{
    private readonly SourceText _whole;
    private readonly TextLineCollection _lines;

    /// <param name="head">What the compiler reads first; ends with a line break.</param>
    /// <param name="file">The text of the file.</param>
    public HeadedText(string head, SourceText file)
    {
        _whole = From(head + file, file.Encoding);
        _lines = new FileLines(this, file.Lines, head.Length);
    }

    public override Encoding? Encoding => _whole.Encoding;

    public override int Length => _whole.Length;

    public override char this[int position] => _whole[position];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
        _whole.CopyTo(sourceIndex, destination, destinationIndex, count);

    public override string ToString(TextSpan span) => _whole.ToString(span);

    protected override TextLineCollection GetLinesCore() => _lines;

    private sealed class FileLines(HeadedText text, TextLineCollection lines, int head) : TextLineCollection
    {
        public override int Count => lines.Count;

        public override TextLine this[int index]
        {
            get
            {
                var line = lines[index].SpanIncludingLineBreak;
                return TextLine.FromSpan(text, new TextSpan(line.Start + head, line.Length));
            }
        }

        public override int IndexOf(int position) => lines.IndexOf(Math.Max(0, position - head));

        public override TextLine GetLineFromPosition(int position) =>
            position < head ? TextLine.FromSpan(text, new TextSpan(0, head)) : base.GetLineFromPosition(position);
    }
}
