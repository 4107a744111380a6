using System.Globalization;
using MultiSession.Sqlite.Tests.Processes;
using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests;

/// <summary>Real processes on a real file.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Kill_9_loses_nothing_that_was_acknowledged()
    {
        var acknowledged = new List<string>();
        for (var round = 1; round <= 3; round++) // each round reopens what the last one left
        {
            using var process = new StoreProcess("write", _folder.StorePath);
            for (var line = 0; line < 100 * round; line++)
                acknowledged.Add(await process.ReadLineAsync() ?? throw new InvalidOperationException("The process ended too early."));
            acknowledged.AddRange(await process.KillAsync());
        }

        await using var store = await _folder.OpenAsync();
        var contents = await store.LoadAsync(TypeName);
        Assert.Empty(contents.Quarantined);
        var versions = contents.Records.ToDictionary(record => record.Id, record => record.Version);
        var events = new Dictionary<SessionId, IReadOnlyList<OutputEvent>>();
        foreach (var id in versions.Keys)
            events[id] = await store.ReadTranscriptAsync(TypeName, id, int.MaxValue);

        Assert.All(acknowledged.Select(line => line.Split(' ')).Where(words => words is [_, _, _, "."]), words =>
        {
            var (id, number) = (SessionId.Parse(words[1]), long.Parse(words[2], CultureInfo.InvariantCulture));
            if (words[0] == "saved")
                Assert.True(versions[id] >= number, $"Version {number} of {id} was acknowledged; the file has {versions[id]}.");
            else
                Assert.Equal(Event(number), events[id][(int)number - 1]);
        });
        Assert.All(events.Values, transcript => Assert.Equal(Enumerable.Range(1, transcript.Count).Select(i => Event(i)), transcript));
    }

    [Fact]
    public async Task Two_processes_on_one_file_lose_no_update()
    {
        const int Times = 40;
        var record = New(order: 0);
        await using var store = await _folder.OpenAsync();
        await store.SaveAsync(record);
        using var first = new StoreProcess("count", _folder.StorePath, record.Id.ToString(), $"{Times}");
        using var second = new StoreProcess("count", _folder.StorePath, record.Id.ToString(), $"{Times}");
        Assert.All(await Task.WhenAll(first.ExitCodeAsync(), second.ExitCodeAsync()), code => Assert.Equal(0, code));
        var counted = Assert.Single((await store.LoadAsync(TypeName)).Records);
        Assert.Equal(2 * Times, counted.CreationOrder);
        Assert.Equal(1 + (2 * Times), counted.Version);
    }

    public void Dispose() => _folder.Dispose();
}
