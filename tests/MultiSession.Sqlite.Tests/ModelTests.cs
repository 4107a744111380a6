using FsCheck;
using FsCheck.Fluent;
using static MultiSession.Sqlite.Tests.TestRecords;

namespace MultiSession.Sqlite.Tests;

/// <summary>Random sequences of calls, on both stores and on a model that is simple enough to be right.</summary>
public sealed class ModelTests
{
    private const int Sessions = 3;

    private static readonly SessionId[] Ids = [.. Enumerable.Range(0, Sessions).Select(_ => SessionId.New())];

    private static readonly Gen<StoreStep> Steps = Gen.Frequency(
        (4, from session in Gen.Choose(0, Sessions - 1)
            from stale in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            from name in Gen.Elements("alpha", "beta", "'; --", "名")
            select (StoreStep)new StoreStep.Save(session, name, stale)),
        (4, from session in Gen.Choose(0, Sessions - 1) from count in Gen.Choose(0, 4) select (StoreStep)new StoreStep.Append(session, count)),
        (1, Gen.Choose(0, Sessions - 1).Select(session => (StoreStep)new StoreStep.Delete(session))),
        (1, Gen.Choose(0, Sessions - 1).Select(session => (StoreStep)new StoreStep.Quarantine(session))),
        (1, Gen.Constant((StoreStep)new StoreStep.Reopen())));

    [Fact]
    public void Both_stores_do_what_the_model_does() =>
        Prop.ForAll(Arb.From(Steps.ArrayOf(), Shrink), CompareAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    // Shorter sequences that may fail as well: each without one of its steps.
    private static IEnumerable<StoreStep[]> Shrink(StoreStep[] steps) =>
        steps.Select((_, skipped) => steps.Where((_, i) => i != skipped).ToArray());

    private static async Task CompareAsync(StoreStep[] steps)
    {
        using var folder = new TestFolder();
        var (sqlite, memory, model) = (await folder.OpenAsync(), new InMemorySessionStore(), new StoreModel());
        try
        {
            foreach (var step in steps)
            {
                if (step is StoreStep.Reopen)
                {
                    await sqlite.DisposeAsync();
                    sqlite = await folder.OpenAsync();
                }

                var expected = model.Apply(step);
                Assert.Equal(expected, await ApplyAsync(sqlite, model, step));
                Assert.Equal(expected, await ApplyAsync(memory, model, step));
                await CompareAsync(sqlite, model);
                await CompareAsync(memory, model);
            }
        }
        finally
        {
            await sqlite.DisposeAsync();
        }
    }

    private static async Task<string> ApplyAsync(ISessionStore store, StoreModel model, StoreStep step)
    {
        var call = model.Last;
        try
        {
            switch (step)
            {
                case StoreStep.Save: return $"version {await store.SaveAsync(call.Record!)}";
                case StoreStep.Append append: await store.AppendTranscriptAsync(TypeName, Ids[append.Session], call.Events); break;
                case StoreStep.Delete delete: await store.DeleteAsync(TypeName, Ids[delete.Session]); break;
                case StoreStep.Quarantine quarantine: await store.QuarantineAsync(TypeName, Ids[quarantine.Session], "test"); break;
            }

            return "done";
        }
        catch (SessionVersionConflictException)
        {
            return "conflict";
        }
    }

    private static async Task CompareAsync(ISessionStore store, StoreModel model)
    {
        Assert.Equal(model.Records.Values.OrderBy(record => record.CreationOrder), (await store.LoadAsync(TypeName)).Records);
        foreach (var id in Ids)
            Assert.Equal(model.Transcripts.GetValueOrDefault(id, []), await store.ReadTranscriptAsync(TypeName, id, int.MaxValue));
    }

    internal abstract record StoreStep
    {
        /// <param name="Stale">Whether the version is not the stored one.</param>
        internal sealed record Save(int Session, string Name, bool Stale) : StoreStep;

        internal sealed record Append(int Session, int Count) : StoreStep;

        internal sealed record Delete(int Session) : StoreStep;

        internal sealed record Quarantine(int Session) : StoreStep;

        internal sealed record Reopen : StoreStep;
    }

    /// <summary>What a store holds, and the arguments of the last call.</summary>
    private sealed class StoreModel
    {
        public Dictionary<SessionId, SessionRecord> Records { get; } = [];

        public Dictionary<SessionId, List<OutputEvent>> Transcripts { get; } = [];

        public (SessionRecord? Record, OutputEvent[] Events) Last { get; private set; }

        public string Apply(StoreStep step)
        {
            switch (step)
            {
                case StoreStep.Save save: return Save(save);
                case StoreStep.Append append: Append(Ids[append.Session], append.Count); break;
                case StoreStep.Delete delete:
                    Records.Remove(Ids[delete.Session]);
                    Transcripts.Remove(Ids[delete.Session]);
                    break;
                case StoreStep.Quarantine quarantine: Records.Remove(Ids[quarantine.Session]); break;
            }

            return "done";
        }

        private string Save(StoreStep.Save step)
        {
            var id = Ids[step.Session];
            var version = Records.TryGetValue(id, out var stored) ? stored.Version : 0;
            var record = New(step.Name, order: step.Session) with { Id = id, Version = step.Stale ? version + 1 : version };
            Last = (record, []);
            if (step.Stale)
                return "conflict";
            Records[id] = record with { Version = version + 1 };
            return $"version {version + 1}";
        }

        private void Append(SessionId id, int count)
        {
            if (!Transcripts.TryGetValue(id, out var transcript))
                Transcripts[id] = transcript = [];
            Last = (null, [.. Enumerable.Range(transcript.Count + 1, count).Select(sequence => Event(sequence))]);
            transcript.AddRange(Last.Events);
        }
    }
}
