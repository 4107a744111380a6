using MultiSession.Generators.Tests.Harness;
using MultiSession.Generators.Tests.Sessions;

namespace MultiSession.Generators.Tests;

/// <summary>The generated config and its builder, as a user calls them.</summary>
public sealed class GeneratedConfigTests
{
    [Fact]
    public void Settings_that_are_not_given_have_the_defaults_of_the_session()
    {
        var config = ChatSessionConfig.CreateBuilder().WithOwner("ann").Build();

        Assert.Equal("ann", config.Owner);
        Assert.Null(config.Name);
        Assert.Null(config.ModelId);
        Assert.Equal(ChatKind.Development, config.Kind);
        Assert.Equal(0.5, config.Temperature);
        Assert.Equal(TimeSpan.FromSeconds(30), config.Patience);
        Assert.Equal(["new"], config.Tags);
    }

    [Fact]
    public void Builder_sets_every_setting()
    {
        var id = SessionId.New();

        var config = new ChatSessionConfig.Builder()
            .WithId(id).WithName("n").WithModelId("m").WithOwner("bob").WithKind(ChatKind.Shell).WithTemperature(1).WithPatience(TimeSpan.Zero).WithTags(["a"])
            .Build();

        Assert.Equal(
            new ChatSessionConfig { Id = id, Name = "n", ModelId = "m", Owner = "bob", Kind = ChatKind.Shell, Temperature = 1, Patience = TimeSpan.Zero, Tags = config.Tags },
            config);
        Assert.Equal(["a"], config.Tags);
    }

    [Fact]
    public void Each_built_config_has_an_id_of_its_own_and_steps_do_not_change_the_builder()
    {
        var builder = ChatSessionConfig.CreateBuilder().WithOwner("ann");
        var other = builder.WithOwner("bob");

        Assert.NotEqual(builder.Build().Id, builder.Build().Id);
        Assert.Equal("ann", builder.Build().Owner);
        Assert.Equal("bob", other.Build().Owner);
    }

    public static TheoryData<string, string?, double, string> BadSettings => new()
    {
        { "ann", new string('m', 65), 0, "ModelId 'mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm…': has 65 characters, allowed are 0 to 64" },
        { "Ann7", null, 0, "Owner 'Ann7': The Owner must match [a-z]+" },
        { "ann", null, 2.5, "Temperature '2.5': must be at least 0 and at most 2" },
        { "ann", null, double.NaN, "Temperature 'NaN': must be at least 0 and at most 2" },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void Build_refuses_a_setting_that_breaks_its_constraint(string owner, string? model, double temperature, string message)
    {
        var builder = ChatSessionConfig.CreateBuilder().WithOwner(owner).WithModelId(model).WithTemperature(temperature);

        var exception = Assert.Throws<ChatSessionException>(() => builder.Build());
        Assert.IsType<ChatSessionError.InvalidSetting>(exception.Error);
        Assert.Equal(message, exception.Message);
        Assert.Equal(exception.Error, builder.TryBuild().Error);
    }

    [Fact]
    public void Build_refuses_null_that_slipped_past_the_compiler()
    {
        var error = ChatSessionConfig.CreateBuilder().WithOwner(null!).TryBuild().Error;

        Assert.Equal(new ChatSessionError.InvalidSetting("Owner", null, "a value is required"), error);
    }

    [Fact]
    public void Messages_are_the_same_in_every_culture()
    {
        using var _ = new StrangeCulture();

        var error = ChatSessionConfig.CreateBuilder().WithOwner("ann").WithTemperature(-2.5).TryBuild().Error;

        Assert.Equal("Temperature '-2.5': must be at least 0 and at most 2", error!.Message);
    }
}
