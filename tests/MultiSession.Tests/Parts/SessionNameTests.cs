namespace MultiSession.Tests;

public class SessionNameTests
{
    [Fact]
    public void A_generator_uses_every_pair_before_it_adds_numbers_and_always_ends()
    {
        var taken = new HashSet<string>(SessionNameRules.Comparer);
        var random = new Random(42);
        for (var count = 0; count < SessionNameGenerator.PairCount; count++) SessionNameGenerator.Generate(taken.Add, random);
        Assert.Equal(SessionNameGenerator.PairCount, taken.Count);
        Assert.All(taken, name => Assert.Matches("^[a-z]+-[a-z]+$", name));

        Assert.Matches("^[a-z]+-[a-z]+-2$", SessionNameGenerator.Generate(taken.Add, random));
        Assert.Null(taken.Select(SessionNameRules.Check).FirstOrDefault(reason => reason is not null));
    }

    [Fact]
    public void A_generator_has_at_least_as_many_pairs_as_the_original() => Assert.True(SessionNameGenerator.PairCount >= 576);

    [Theory]
    [InlineData("a")]
    [InlineData("Été 2026")]
    [InlineData("日本語")]
    [InlineData("a_b-c d")]
    [InlineData("1st")]
    public void Letters_digits_and_three_separators_make_a_name(string name) => Assert.Null(SessionNameRules.Check(name));

    [Theory]
    [InlineData("a/b", "'/'")]
    [InlineData("a\u0000b", "U+0000")]
    [InlineData("e\u0301", "not allowed")]
    [InlineData("٣٤", "digits")]
    [InlineData(null, "1 to 64")]
    public void The_reason_names_what_is_wrong(string? name, string part) => Assert.Contains(part, SessionNameRules.Check(name));

    [Theory]
    [InlineData("alhpa", "alpha")]
    [InlineData("ALPHA", "alpha")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_near(string wanted, string? expected) => Assert.Equal(expected, NearestName.Find(wanted, ["alpha", "beta-release"]));
}
