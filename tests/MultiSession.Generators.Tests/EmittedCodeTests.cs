using System.Diagnostics.CodeAnalysis;
using MultiSession.Generators.Tests.Harness;

namespace MultiSession.Generators.Tests;

/// <summary>Emitted code is compiled, loaded and run: what it answers, not how it looks.</summary>
public sealed class EmittedCodeTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.IO; using System.Text; using System.Text.Json;
        using System.Threading; using System.Threading.Tasks; using MultiSession;
        """;

    public static TheoryData<string, string, string> Probes => new()
    {
        {
            "[SessionError(\"{Count:N2} of {Missing} {{x}} \\\"q\\\" {At:yyyy-MM-dd}\")] public sealed partial record Bad(int Count, DateTimeOffset At);",
            "new Room.Bad(-1234, DateTimeOffset.UnixEpoch).Message",
            "-1,234.00 of {Missing} {x} \"q\" 1970-01-01"
        },
        {
            "[SessionError(\"unused\")] public sealed partial record Bad(string Message, int @event); [SessionError(\"{event}: {Detail}\")] public sealed partial record Worse(int @event, string? Detail);",
            "new Room.Bad(\"own\", 1).Message + \"|\" + new Room.Worse(7, null).ToException().Message + \"|\" + new Room.Bad(\"own\", 1).Code",
            "own|7: |Bad"
        },
        {
            "[SessionSetting, Range(1, 10)] public byte A { get; init; } = 1; [SessionSetting, Range(typeof(TimeSpan), \"00:00:01\", \"00:01:00\")] public TimeSpan? B { get; init; }",
            "new RoomConfig { A = 11 }.Validate()!.Message + \"|\" + new RoomConfig { B = TimeSpan.Zero }.Validate()!.Message + \"|\" + new RoomConfig { A = 10 }.Validate()",
            "A '11': must be at least 1 and at most 10|B '00:00:00': must be at least 00:00:01 and at most 00:01:00|"
        },
        {
            "[SessionSetting, Range(0.5, double.PositiveInfinity, MinimumIsExclusive = true)] public int A { get; init; } = 1; [SessionSetting, Range(-1, 3, MinimumIsExclusive = true, MaximumIsExclusive = true)] public sbyte A2 { get; init; } [SessionSetting, Range(0.0, 1.0, MaximumIsExclusive = true)] public float A3 { get; init; } [SessionSetting, AllowedValues(DayOfWeek.Monday, DayOfWeek.Friday)] public DayOfWeek B { get; init; } = DayOfWeek.Monday; [SessionSetting, DeniedValues(\"x\", null)] public string? C { get; init; } = \"ok\";",
            "new RoomConfig { A = 0 }.Validate()!.Code + \"|\" + new RoomConfig { A2 = 3 }.Validate()!.Message + \"|\" + new RoomConfig { A3 = 1 }.Validate()!.Message + \"|\" + new RoomConfig { B = DayOfWeek.Sunday }.Validate()!.Message + \"|\" + new RoomConfig { C = null }.Validate()!.Message",
            "InvalidSetting|A2 '3': must be at least 0 and at most 2|A3 '1': must be at least 0 and less than 1|B 'Sunday': must be one of Monday, Friday|C: must not be "
        },
        {
            "[SessionSetting, Required, StringLength(5, MinimumLength = 2, ErrorMessage = \"{0} needs {2} to {1}\")] public string A { get; init; } = \"abc\"; [SessionSetting, MaxLength(1)] public int[] B { get; init; } = [1]; [SessionSetting, RegularExpression(\"(a+)+b\", MatchTimeoutInMilliseconds = 20)] public string C { get; init; } = \"ab\";",
            "new RoomConfig { A = \" \" }.Validate()!.Message + \"|\" + new RoomConfig { A = \"a\" }.Validate()!.Message + \"|\" + new RoomConfig { B = [1, 2] }.Validate()!.Message + \"|\" + new RoomConfig { C = \"aab \" }.Validate()!.Message",
            "A ' ': a value is required|A 'a': A needs 2 to 5|B 'System.Int32[]': has 2 items, allowed are 0 to 1|C 'aab ': does not match the pattern (a+)+b"
        },
        {
            "private static int _count; [SessionSetting] public int A { get; init; } = ++_count; [SessionSetting] public string B { get; init; } = nameof(Room) + 1; [SessionSetting] public float C { get; init; } = 1 / 3f; [SessionSetting] public char D { get; init; } = '\\''; [SessionSetting] public decimal E { get; init; } = -1.50m;",
            "new RoomConfig().A + \"|\" + new RoomConfig().A + \"|\" + new RoomConfig().B + \"|\" + new RoomConfig().C.ToString(System.Globalization.CultureInfo.InvariantCulture) + \"|\" + new RoomConfig().D + \"|\" + new RoomConfig().E.ToString(System.Globalization.CultureInfo.InvariantCulture)",
            "1|2|Room1|0.33333334|'|-1.50"
        },
        {
            "[SessionSetting] public Guid? A { get; init; } [SessionSetting] public DateTime B { get; init; } = DateTime.UnixEpoch; [SessionSetting] public TimeOnly C { get; init; } = new(1, 2, 3); [SessionSetting] public double D { get; init; } = double.NaN; [SessionSetting] public FileAccess E { get; init; } = FileAccess.ReadWrite; [SessionSetting] public char F { get; init; } = '\"'; [SessionSetting] public Dictionary<string, int?>? G { get; init; } = new() { [\"k\"] = null }; [SessionSetting] public ulong H { get; init; } = ulong.MaxValue; [SessionSetting] public float I { get; init; } = 0.1f;",
            "Probe.RoundTrip()",
            "{\"A\":null,\"B\":\"1970-01-01T00:00:00Z\",\"C\":\"01:02:03.0000000\",\"D\":\"NaN\",\"E\":\"ReadWrite\",\"F\":\"\\u0022\",\"G\":{\"k\":null},\"H\":18446744073709551615,\"I\":0.10000000149011612}"
        },
    };

    [Theory]
    [MemberData(nameof(Probes))]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Tests are not trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Tests are not trimmed.")]
    public void Answers(string members, string expression, string expected)
    {
        using var _ = new StrangeCulture();
        var assembly = GeneratorRun.Of($$"""
            {{Usings}}
            [Session] public sealed partial class Room { {{members}} internal static RoomDefinition Definition => new(new RoomContext()); }
            public static class Probe
            {
                public static string Run() => {{expression}};

                public static string RoundTrip()
                {
                    var config = new RoomConfig();
                    var first = Write(config);
                    using var document = JsonDocument.Parse(first);
                    var second = Write(Room.Definition.ReadSettings(config.Id, "n", document.RootElement));
                    return first == second ? first : first + " became " + second;
                }

                private static string Write(RoomConfig config)
                {
                    using var stream = new MemoryStream();
                    using (var writer = new Utf8JsonWriter(stream)) Room.Definition.WriteSettings(config, writer);
                    return Encoding.UTF8.GetString(stream.ToArray());
                }
            }
            """).Load();

        Assert.Equal(expected, assembly.GetType("Probe")!.GetMethod("Run")!.Invoke(null, null));
    }
}
