using Microsoft.CodeAnalysis;
using MultiSession.Generators.Tests.Harness;

namespace MultiSession.Generators.Tests;

/// <summary>A required setting that was not given is the compiler's business, not the program's.</summary>
public sealed class RequiredSettingTests
{
    private const string Session = """
        using MultiSession;
        namespace N;
        [Session]
        public sealed partial class Room
        {
            [SessionSetting] public required string Owner { get; init; }
            [SessionSetting] public required int Seats { get; init; }
            [SessionSetting] public string Topic { get; init; } = "none";
        }
        """;

    [Theory]
    [InlineData("RoomConfig.CreateBuilder().WithOwner(\"o\").WithSeats(3).Build()")]
    [InlineData("RoomConfig.CreateBuilder().WithSeats(3).WithTopic(\"t\").WithName(\"n\").WithOwner(\"o\").Build()")]
    [InlineData("new RoomConfig.Builder().WithOwner(\"o\").WithOwner(\"p\").WithSeats(3).Build()")]
    [InlineData("new RoomConfig { Owner = \"o\", Seats = 3 }")]
    public void Compiles_when_all_are_given(string creation) => Run(creation).AssertClean();

    [Theory]
    [InlineData("RoomConfig.CreateBuilder().WithOwner(\"o\").Build()", "CS1929")]
    [InlineData("RoomConfig.CreateBuilder().WithSeats(3).WithTopic(\"t\").WithSeats(4).Build()", "CS1929")]
    [InlineData("RoomConfig.CreateBuilder().Build()", "CS1929")]
    [InlineData("new RoomConfig.Builder().TryBuild().Value", "CS1929")]
    [InlineData("new RoomConfig { Owner = \"o\" }", "CS9035")]
    [InlineData("new RoomConfig()", "CS9035")]
    [InlineData("RoomConfig.CreateBuilder().WithOwner(null).WithSeats(3).Build()", "CS8625")]
    public void Does_not_compile_when_one_is_missing(string creation, string error)
    {
        var run = Run(creation);

        var problems = run.Problems();
        Assert.NotEmpty(problems);
        Assert.All(problems, problem =>
        {
            Assert.Equal(error, problem.Id);
            Assert.Equal(DiagnosticSeverity.Error, problem.Severity);
            Assert.Equal("/src/File1.cs", problem.Location.SourceTree!.FilePath);
            Assert.Equal(5, problem.Location.GetLineSpan().StartLinePosition.Line);
        });
    }

    [Fact]
    public void The_message_tells_which_setting_is_missing()
    {
        var problem = Assert.Single(Run("RoomConfig.CreateBuilder().WithOwner(\"o\").Build()").Problems());

        Assert.Contains("Builder<SettingGiven, SettingMissing>", problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static GeneratorRun Run(string creation) => GeneratorRun.Of(Session, $$"""
        namespace N;
        public static class Program
        {
            public static RoomConfig Create()
            {
                return {{creation}};
            }
        }
        """);
}
