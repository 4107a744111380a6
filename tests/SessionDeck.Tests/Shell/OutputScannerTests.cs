using System.Text;
using SessionDeck.Shell;

namespace SessionDeck.Tests.Shell;

public class OutputScannerTests
{
    private const string Mark = "\u001esecret:7 3 /a folder\0";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Text_and_mark_are_the_same_however_the_bytes_are_cut(int size)
    {
        var pieces = Scan(Encoding.UTF8.GetBytes("héllo\n\u001enot a mark\n🎈 no newline" + Mark), size);

        Assert.Equal("héllo\n\uFFFDnot a mark\n🎈 no newline", string.Concat(pieces.OfType<string>()));
        Assert.Equal(new EndOfCommand(7, 3, "/a folder"), Assert.Single(pieces.OfType<EndOfCommand>()));
        Assert.IsType<EndOfCommand>(pieces[^1]);
    }

    [Fact]
    public void A_line_is_given_out_when_it_is_complete()
    {
        Assert.Equal(["one\n"], Scan(Encoding.UTF8.GetBytes("one\ntw"), 100));
    }

    [Fact]
    public void A_line_without_end_is_given_out_in_bounded_pieces()
    {
        var pieces = Scan(Encoding.UTF8.GetBytes(new string('x', 100_000)), 4096);

        Assert.True(pieces.Count > 5);
        Assert.All(pieces, piece => Assert.InRange(((string)piece).Length, 1, 16 * 1024));
    }

    [Fact]
    public void Escape_codes_and_binary_do_not_reach_the_terminal()
    {
        var pieces = Scan([.. "\u001b[31mred\u001b[0m \u001b]0;title\u0007"u8, 0xFF, 0x00, 0x07, (byte)'\n'], 100);

        Assert.Equal(["red \uFFFD\uFFFD\uFFFD\n"], pieces);
    }

    private static List<object> Scan(byte[] bytes, int size)
    {
        var scanner = new OutputScanner("secret");
        var pieces = new List<object>();
        foreach (var chunk in bytes.Chunk(size))
        {
            scanner.Push(chunk);
            while (scanner.TryRead(out var text, out var end)) pieces.Add((object?)text ?? end!);
        }

        return pieces;
    }
}
