using System.Globalization;
using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests.Processes;

/// <summary>What a child process does with a store.</summary>
internal static class StoreWriter
{
    private const int Writers = 4;

    /// <summary>Saves sessions and appends to their transcripts, and prints each write once it is acknowledged. Does not end.</summary>
    public static async Task<int> WriteUntilKilledAsync(string path)
    {
        await using var store = new SqliteSessionStore(path);
        await store.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, writer)));
        return 1;
    }

    /// <summary>Adds 1 to the session's counter, <paramref name="times"/> times, whoever else does so too.</summary>
    public static async Task<int> CountAsync(string path, SessionId id, int times)
    {
        await using var store = new SqliteSessionStore(new SqliteSessionStoreOptions { Path = path, Durability = SqliteDurability.ProcessCrash });
        await store.OpenAsync();
        for (var done = 0; done < times;)
        {
            var record = (await store.LoadAsync(TypeName)).Records.Single(record => record.Id == id);
            try
            {
                await store.SaveAsync(record with { CreationOrder = record.CreationOrder + 1 });
                done++;
            }
            catch (SessionVersionConflictException)
            {
                // The other process was faster: read again.
            }
        }

        return 0;
    }

    private static async Task WriteAsync(SqliteSessionStore store, int writer)
    {
        var record = New($"writer{writer}");
        for (var sequence = 1L; ; sequence++)
        {
            record = record with { Version = await store.SaveAsync(record) };
            await PrintAsync($"saved {record.Id} {record.Version}");
            await store.AppendTranscriptAsync(TypeName, record.Id, [Event(sequence)]);
            await PrintAsync($"appended {record.Id} {sequence}");
        }
    }

    // The mark at the end tells a whole line from one that the kill cut.
    private static Task PrintAsync(string acknowledged) =>
        Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{acknowledged} ."));
}
