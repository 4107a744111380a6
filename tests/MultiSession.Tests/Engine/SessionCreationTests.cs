namespace MultiSession.Tests;

public class SessionCreationTests
{
    [Fact]
    public async Task The_first_session_becomes_active_and_a_later_one_does_not()
    {
        await using var house = new NoteHouse();
        var first = await house.CreateAsync("alpha");
        await house.CreateAsync("beta");

        Assert.Same(first, house.Engine.Active);
        Assert.Equal([("alpha", 1, true), ("beta", 2, false)], house.Engine.List().Select(info => (info.Name, info.Number, info.IsActive)));
    }

    [Fact]
    public async Task A_session_without_a_name_gets_a_generated_one()
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync();
        Assert.Matches("^[a-z]+-[a-z]+$", entry.Name);
        Assert.Equal(entry.Name, entry.Config.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" alpha")]
    [InlineData("alpha ")]
    [InlineData("123")]
    [InlineData("../etc/passwd")]
    [InlineData("a\tb")]
    [InlineData("\ud800")]
    public async Task A_name_that_breaks_a_rule_is_refused(string name)
    {
        await using var house = new NoteHouse();
        var error = Assert.IsType<NoteSessionError.InvalidName>((await house.TryCreateAsync(name)).Error);
        Assert.Equal(name, error.Name);
        Assert.Empty(house.Engine.List());
    }

    [Fact]
    public async Task A_name_of_64_characters_is_accepted_and_one_of_65_names_both_numbers()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync(new string('é', 64));
        var error = Assert.IsType<NoteSessionError.InvalidName>((await house.TryCreateAsync(new string('a', 65))).Error);
        Assert.Contains("65", error.Reason);
        Assert.Contains("64", error.Reason);
    }

    [Fact]
    public async Task A_name_is_taken_without_regard_to_case()
    {
        await using var house = new NoteHouse();
        await house.CreateAsync("alpha");
        Assert.Equal(new NoteSessionError.AlreadyExists("ALPHA"), (await house.TryCreateAsync("ALPHA")).Error);
        Assert.Single(house.Engine.List());
    }

    [Fact]
    public async Task An_id_can_be_used_once()
    {
        await using var house = new NoteHouse();
        var config = new NoteSessionConfig { MaxNotes = 1 };
        await house.Engine.CreateAsync(config);
        Assert.Equal(new NoteSessionError.AlreadyExists(config.Id.ToString()), (await house.Engine.CreateAsync(config)).Error);
    }

    [Fact]
    public async Task The_limit_is_a_typed_error_and_closing_makes_room()
    {
        await using var house = new NoteHouse(options => options.MaxSessions = 2);
        await house.CreateAsync("one");
        await house.CreateAsync("two");
        Assert.Equal(new NoteSessionError.LimitReached(2), (await house.TryCreateAsync("three")).Error);
        Assert.Equal(new NoteSessionError.LimitReached(2), (await house.TryCreateAsync()).Error);

        Assert.True((await house.Engine.CloseAsync("one")).IsSuccess);
        await house.CreateAsync("three");
        Assert.Equal(["two", "three"], house.Names());
    }

    [Fact]
    public async Task A_setting_that_breaks_its_constraint_is_refused()
    {
        await using var house = new NoteHouse();
        var error = Assert.IsType<NoteSessionError.InvalidSetting>((await house.TryCreateAsync("alpha", new string('x', 21))).Error);
        Assert.Equal("Topic", error.Setting);
        Assert.Contains("21", error.Reason);
    }

    [Fact]
    public async Task A_session_that_cannot_be_saved_is_not_created_and_its_name_is_free()
    {
        var store = new FailingStore(new InMemorySessionStore()) { FailSaves = true };
        await using var house = new NoteHouse(store: store);
        Assert.Equal(new NoteSessionError.Storage("save", "disk full"), (await house.TryCreateAsync("alpha")).Error);
        Assert.Empty(house.Engine.List());

        store.FailSaves = false;
        await house.CreateAsync("alpha");
    }

    [Fact]
    public async Task Concurrent_creations_never_exceed_the_limit_nor_share_a_name()
    {
        await using var house = new NoteHouse(options => options.MaxSessions = 50);
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await house.TryCreateAsync())));

        Assert.Equal(50, results.Count(result => result.IsSuccess));
        Assert.Equal(50, house.Names().Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(Enumerable.Range(1, 50), house.Engine.List().Select(info => info.Number));
    }
}
