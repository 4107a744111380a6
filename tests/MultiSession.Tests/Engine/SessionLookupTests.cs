namespace MultiSession.Tests;

public class SessionLookupTests
{
    [Fact]
    public async Task A_session_is_found_by_name_number_and_id_prefix()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        house.Clock.Advance(TimeSpan.FromDays(365));
        var beta = await house.CreateAsync("beta");

        Assert.All(["beta", "BETA", "2", beta.Id.ToString(), beta.Id.ToString()[..8].ToUpperInvariant()], reference =>
            Assert.Same(beta, house.Engine.Find(reference).Value));
    }

    [Fact]
    public async Task An_ambiguous_prefix_is_an_error_and_not_the_first_match()
    {
        await using var house = new NoteHouse();
        var alpha = await house.CreateAsync("alpha");
        await house.CreateAsync("beta");
        var prefix = alpha.Id.ToString()[..8];
        Assert.Equal(new NoteSessionError.Ambiguous(prefix, 2), house.Engine.Find(prefix).Error);
    }

    [Fact]
    public async Task A_prefix_of_fewer_than_four_digits_finds_nothing()
    {
        await using var house = new NoteHouse();
        var alpha = await house.CreateAsync("alpha");
        Assert.Equal("NotFound", house.Engine.Find(alpha.Id.ToString()[..3]).Error?.Code);
        Assert.True(house.Engine.Find(alpha.Id.ToString()[..4]).IsSuccess);
    }

    [Fact]
    public async Task A_name_wins_over_an_id_prefix()
    {
        await using var house = new NoteHouse();
        var alpha = await house.CreateAsync("alpha");
        var named = await house.CreateAsync(alpha.Id.ToString()[..8] + "-");
        var prefix = (await house.Engine.RenameAsync(named.Name, "beef")).Value;
        Assert.Same(prefix, house.Engine.Find("beef").Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("99999999999999999999")]
    [InlineData("nosuch")]
    [InlineData("../../../alpha")]
    public async Task What_fits_nothing_is_not_found(string reference)
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        await house.CreateAsync("beta");
        Assert.Equal(new NoteSessionError.NotFound(reference, null), house.Engine.Find(reference).Error);
    }

    [Fact]
    public async Task A_mistyped_name_is_told_its_nearest()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        await house.CreateAsync("bold-hawk");
        Assert.Equal(new NoteSessionError.NotFound("bold-hwak", "bold-hawk"), house.Engine.Find("bold-hwak").Error);
    }

    [Fact]
    public async Task Numbers_close_up_when_a_session_ends()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        await house.CreateAsync("beta");
        var gamma = await house.CreateAsync("gamma");
        Assert.Equal(3, gamma.Number);

        await house.Engine.CloseAsync("beta");
        Assert.Equal(2, gamma.Number);
        Assert.Same(gamma, house.Engine.Find("2").Value);
    }
}
