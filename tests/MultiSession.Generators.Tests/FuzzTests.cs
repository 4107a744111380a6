using MultiSession.Generators.Tests.Harness;

namespace MultiSession.Generators.Tests;

/// <summary>Text as it stands between two keystrokes: the generator never throws and never says anything.</summary>
public sealed class FuzzTests
{
    private const int Seed = 20260101;
    private const int Rounds = 120;
    private const int MaxCut = 40;

    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using MultiSession;
        namespace N.M
        {
            public static partial class Outer
            {
                /// <summary>A <see cref="Room"/>.</summary>
                [Session(Name = "room", MaxSessions = 3, IdleTimeout = "00:10:00")]
                public sealed partial record Room(System.TimeProvider Clock, [property: SessionSetting] int Seats = 3)
                {
                    [SessionSetting, StringLength(64, MinimumLength = 2, ErrorMessage = "{0} of {1}")] public required string Owner { get; init; }
                    [SessionSetting] public List<string?> Tags { get; init; } = new() { "a", $"{1 + 1:D}" };
                    [SessionSetting, AllowedValues("a", "b")] public string? @class { get; init; } = "a";
                    [SessionState] public Dictionary<string, int?>? Counts { get; set; }
                    [SessionOperation(Timeout = "00:00:05")]
                    public async Task<T> AskAsync<T>([Range(1, 5)] int x, in T y, string z = "\"\\", CancellationToken token = default) where T : notnull { await Task.Yield(); return y; }
                    [SessionOperation] public IAsyncEnumerable<(int A, string? B)> Read(params string[] @params) => throw new System.NotSupportedException();
                    [SessionError("No {What:x} {{}}")] public sealed partial record Bad(string What);
                }
            }
        }
        """;

    [Fact]
    public void Source_of_the_fuzzer_is_sound() => Assert.NotEmpty(GeneratorRun.Of(Source.Replace("async Task<T>", "Task<T>", StringComparison.Ordinal).Replace("{ await Task.Yield(); return y; }", "=> Task.FromResult(y);", StringComparison.Ordinal)).AssertClean().Result.GeneratedSources);

    [Fact]
    public void Never_throws_when_characters_are_missing()
    {
        var random = new Random(Seed);
        var run = GeneratorRun.Of(Source);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Source;
            for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
            {
                var start = random.Next(text.Length);
                text = text.Remove(start, Math.Min(random.Next(1, MaxCut), text.Length - start));
            }

            run = run.Edit(0, text);
            Assert.True(run.Result.Exception is null, $"Round {round}: {run.Result.Exception}\n{text}");
            Assert.Empty(run.Result.Diagnostics);
        }
    }

    [Fact]
    public void Never_throws_while_the_source_is_typed()
    {
        var run = GeneratorRun.Of("");
        for (var length = 0; length < Source.Length; length += 13)
        {
            run = run.Edit(0, Source[..length]);
            Assert.True(run.Result.Exception is null, $"Length {length}: {run.Result.Exception}");
        }
    }
}
