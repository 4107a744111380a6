using SessionDeck.Commands;

namespace SessionDeck.Tests.Commands;

public class DurationTests
{
    [Theory]
    [InlineData("90s", "00:01:30")]
    [InlineData("15m", "00:15:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("2d", "2.00:00:00")]
    [InlineData("01:30:00", "01:30:00")]
    public void Reads_what_people_write(string text, string expected)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(expected, duration.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("30m1h")]
    [InlineData("9999999999d")]
    [InlineData("99:99:99:99:99")]
    public void Refuses_the_rest(string text) => Assert.False(Duration.TryParse(text, out _));
}
