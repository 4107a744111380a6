using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace MultiSession.Tests;

public partial class SessionTelemetryTests
{
    private static readonly string[] Names = [.. typeof(SessionTelemetryNames).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void The_documentation_has_every_name() => Assert.All(Names, name => Assert.Contains($"`{name}`", Documentation()));

    [Fact]
    public void The_documentation_has_no_name_that_is_not_emitted() =>
        Assert.All(DocumentedNames().Matches(Documentation()), match => Assert.Contains(match.Groups[1].Value, Names));

    [Fact]
    public void The_documentation_has_every_instrument_with_its_unit()
    {
        using var listener = new RecordingListener();
        using var meter = listener.Meters.Create(new MeterOptions(SessionTelemetryNames.Meter));
        _ = new SessionEngine<NoteSession, NoteSessionConfig>(new NoteSessionDefinition(new NoteHouse()), new SessionOptions(), meters: listener.Meters);
        Assert.NotEmpty(listener.Instruments);
        Assert.All(listener.Instruments, instrument => Assert.Matches($@"\| `{Regex.Escape(instrument.Name)}` \| [^|]+ \| `{Regex.Escape(instrument.Unit!)}` \|", Documentation()));
    }

    [Fact]
    public void The_documentation_has_every_log_message()
    {
        var events = typeof(SessionEngine<,>).Assembly.GetType("MultiSession.Log")!.GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => (method.Name, Event: method.GetCustomAttribute<LoggerMessageAttribute>()!)).ToArray();
        Assert.NotEmpty(events);
        Assert.All(events, one => Assert.Contains($"| {one.Event.EventId} | {one.Name} | {one.Event.Level} |", Documentation()));
        Assert.Distinct(events.Select(one => one.Event.EventId));
    }

    [Fact]
    public async Task An_operation_is_measured_and_traced_with_its_type_and_name_and_error()
    {
        using var listener = new RecordingListener();
        await using var house = new NoteHouse();
        await using var engine = new SessionEngine<NoteSession, NoteSessionConfig>(house.Definition, house.Options, clock: house.Clock, meters: listener.Meters);
        var activities = new List<Activity>();
        var entry = (await engine.CreateAsync(new NoteSessionConfig { MaxNotes = 1 })).Value;
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SessionTelemetryNames.ActivitySource,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem(SessionTelemetryNames.SessionIdTag), entry.Id.ToString())) activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(activityListener);
        await entry.Handle().AddAsync("fits");
        await entry.Handle().TryAddAsync("does not");

        Assert.Equal(
            [("Add", null, ActivityStatusCode.Ok), ("Add", "NotebookFull", ActivityStatusCode.Error)],
            activities.Select(activity => (activity.OperationName, (string?)activity.GetTagItem(SessionTelemetryNames.ErrorTypeTag), activity.Status)));
        var durations = listener.Measurements.Where(one => one.Name == SessionTelemetryNames.OperationDuration).ToArray();
        Assert.Equal(2, durations.Length);
        Assert.All(durations, one => Assert.Equal(("note", "Add"), (one.Tags[SessionTelemetryNames.SessionTypeTag], one.Tags[SessionTelemetryNames.OperationNameTag])));
        Assert.Equal("NotebookFull", durations[1].Tags[SessionTelemetryNames.ErrorTypeTag]);
    }

    [Fact]
    public async Task The_number_of_live_sessions_returns_to_zero()
    {
        using var listener = new RecordingListener();
        await using var house = new NoteHouse();
        await using (var engine = new SessionEngine<NoteSession, NoteSessionConfig>(house.Definition, house.Options, clock: house.Clock, meters: listener.Meters))
        {
            await engine.CreateAsync(new NoteSessionConfig { MaxNotes = 1, Name = "closed" });
            await engine.CreateAsync(new NoteSessionConfig { MaxNotes = 1, Name = "drained" });
            Assert.Equal(2, listener.Sum(SessionTelemetryNames.SessionLive));
            await engine.CloseAsync("closed");
            Assert.Equal(1, listener.Sum(SessionTelemetryNames.SessionLive));
        }

        Assert.Equal(0, listener.Sum(SessionTelemetryNames.SessionLive));
        Assert.Equal((2, 1), (listener.Sum(SessionTelemetryNames.SessionCreated), listener.Sum(SessionTelemetryNames.SessionEnded)));
    }

    [GeneratedRegex(@"`(multisession\.[a-z_.]+)`")]
    private static partial Regex DocumentedNames();

    private static string Documentation([CallerFilePath] string thisFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "telemetry.md"));
}
