namespace MultiSession.Sqlite.Tests;

/// <summary>Generated code, engine and store together on a real file.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_program_started_again_has_its_sessions_with_settings_state_and_transcript()
    {
        await using (var store = await _folder.OpenAsync())
        await using (var tallies = await RestoreAsync(store))
        {
            await tallies.CreateAsync(new TallySessionConfig { Name = "by ten", Step = 10 });
            var second = await tallies.CreateAsync(new TallySessionConfig { Name = "by one" });
            Assert.Equal(1, await second.AddAsync());
            Assert.Equal(10, await tallies.Find("by ten").AddAsync());
            await tallies.SwitchAsync("2");
        }

        await using var reopened = await _folder.OpenAsync();
        await using var restored = await RestoreAsync(reopened);
        Assert.Equal(["by ten", "by one"], restored.List().Select(session => session.Name));
        Assert.Equal("by one", restored.Active?.Name);
        var tally = restored.Find("by ten");
        Assert.Equal(20, await tally.AddAsync());
        Assert.Equal(["10\n", "20\n"], (await tally.Output.ReadTranscriptAsync(10)).Select(output => output.Text));
    }

    [Fact]
    public async Task Of_two_programs_with_the_same_session_the_later_save_is_an_error_not_a_lost_update()
    {
        await using var store = await _folder.OpenAsync();
        await using var first = await RestoreAsync(store);
        await first.CreateAsync(new TallySessionConfig { Name = "shared" });
        await using var otherStore = await _folder.OpenAsync();
        await using var second = await RestoreAsync(otherStore);
        Assert.Equal(1, await first.Find("shared").AddAsync());

        var error = await Assert.ThrowsAsync<TallySessionException>(() => second.Find("shared").AddAsync());

        Assert.IsType<TallySessionError.Storage>(error.Error);
        Assert.Contains("another process uses", error.Message, StringComparison.Ordinal);
        var record = Assert.Single((await store.LoadAsync("tally")).Records);
        Assert.Equal("""{"Count":1}""", record.State);
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_is_a_typed_error_with_the_reason()
    {
        await using var store = new SqliteSessionStore(_folder.Root);
        await using var tallies = new TallySessionCoordinator(new TallySessionContext(), store: store);
        var result = await tallies.TryRestoreAsync();
        Assert.False(result.TryGetValue(out _, out var error));
        Assert.IsType<TallySessionError.Storage>(error);
        Assert.Contains("is a folder, not a file", error.Message, StringComparison.Ordinal);
    }

    private static async Task<TallySessionCoordinator> RestoreAsync(ISessionStore store)
    {
        var tallies = new TallySessionCoordinator(new TallySessionContext(), store: store);
        Assert.Empty((await tallies.RestoreAsync()).Quarantined);
        return tallies;
    }

    public void Dispose() => _folder.Dispose();
}
