using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MultiSession.Generators.Tests.Sessions;

namespace MultiSession.Generators.Tests;

/// <summary>Generated coordinator, handle, errors and registration at work on the engine.</summary>
public sealed class GeneratedCoordinatorTests
{
    private static readonly ChatSessionContext Context = new(new EchoProvider(), new NoTools());

    [Fact]
    public async Task Operations_of_every_return_type_run_through_the_handle()
    {
        await using var coordinator = new ChatSessionCoordinator(Context);
        var handle = await coordinator.CreateAsync(Config("alpha"));

        Assert.Equal("re: hello", await handle.AskAsync("hello"));
        await handle.NoteAsync("noted", weight: 2);
        Assert.Equal(7, await handle.EchoAsync(7));
        Assert.Equal([$"{handle.Id}:a:0", $"{handle.Id}:b:0"], await handle.WordsAsync(["a", "b"]).ToListAsync());
        await handle.ForgetAsync();
        Assert.Null(handle.LastError);
        Assert.Equal("re: hello", Assert.Single(handle.Output.Buffer.Replay().Events).Text);
    }

    [Fact]
    public async Task Arguments_are_checked_before_the_operation_runs()
    {
        await using var coordinator = new ChatSessionCoordinator(Context);
        var handle = await coordinator.CreateAsync(Config("alpha"));

        var empty = await Assert.ThrowsAsync<ChatSessionException>(() => handle.AskAsync(""));
        var missing = await handle.TryAskAsync(null!);
        var weight = await handle.TryNoteAsync("x", 4);
        var words = handle.TryWordsAsync(null!);

        Assert.Equal("prompt '': has 0 characters, allowed are 1 to 100000", empty.Message);
        Assert.Equal(new ChatSessionError.InvalidSetting("prompt", null, "a value is required"), missing.Error);
        Assert.Equal("weight '4': must be one of 1, 2, 3", weight.Error!.Message);
        Assert.Equal(new ChatSessionError.InvalidSetting("words", null, "a value is required"), words.Error);
        Assert.Throws<ChatSessionException>(() => handle.WordsAsync(null!));
        Assert.Equal(0, coordinator.Statistics.OperationsFailed + coordinator.Statistics.OperationsSucceeded);
    }

    [Fact]
    public async Task Errors_are_caught_by_their_type_and_parts()
    {
        await using var coordinator = new ChatSessionCoordinator(Context, options => options.MaxSessions = 1);
        await coordinator.CreateAsync(Config("alpha"));

        var caught = 0;
        try
        {
            await coordinator.CreateAsync(Config("beta"));
        }
        catch (ChatSessionException exception) when (exception is { Error: ChatSessionError.LimitReached(var max) })
        {
            caught = max;
        }

        Assert.Equal(1, caught);
        Assert.Equal(new ChatSessionError.LimitReached(1), (await coordinator.TryCreateAsync(Config("beta"))).Error);
        Assert.Equal("All 1 sessions are in use. Close one first.", new ChatSessionError.LimitReached(1).Message);
    }

    [Fact]
    public async Task The_users_own_error_travels_as_a_result_and_as_an_exception()
    {
        await using var coordinator = new ChatSessionCoordinator(Context);
        var handle = await coordinator.CreateAsync(Config("alpha") with { ModelId = "unknown" });

        var thrown = await Assert.ThrowsAsync<ChatSessionException>(() => handle.AskAsync("x"));
        var tried = await handle.TryAskAsync("x");

        Assert.Equal(new ChatSession.ModelNotServed("unknown"), thrown.Error);
        Assert.Equal(thrown.Error, tried.Error);
        Assert.Equal("Model 'unknown' is not served here", thrown.Message);
        Assert.Equal("ModelNotServed", tried.Error!.Code);
        Assert.Equal(thrown.Error, new ChatSession.ModelNotServed("unknown").ToException().Error);
    }

    [Fact]
    public async Task Coordinator_finds_switches_renames_locks_and_closes()
    {
        await using var coordinator = new ChatSessionCoordinator(Context);
        var alpha = await coordinator.CreateAsync(Config("alpha"));
        var beta = await coordinator.CreateAsync(Config("beta"));

        Assert.Equal(alpha, coordinator.Active);
        Assert.Equal(beta, await coordinator.SwitchAsync("2"));
        Assert.Equal(beta, coordinator.Active);
        Assert.Equal(alpha, coordinator.Find(alpha.Id.ToString()));
        Assert.NotEqual(alpha, beta);
        Assert.Equal("gamma", (await coordinator.RenameAsync("alpha", "gamma")).Name);
        Assert.Equal(["gamma", "beta"], coordinator.List().Select(info => info.Name));
        Assert.Equal(new ChatSessionError.NotFound("alpha", null).Code, coordinator.TryFind("alpha").Error!.Code);
        await using (var held = await coordinator.LockAsync(["gamma", "beta"], TimeSpan.Zero))
        {
            Assert.IsType<ChatSessionError.Locked>((await coordinator.TryLockAsync("beta", TimeSpan.Zero)).Error);
        }

        await coordinator.CloseAsync("gamma");
        Assert.Equal("gamma", Assert.IsType<ChatSessionError.NotFound>(coordinator.TryFind("gamma").Error).Session);
        Assert.Throws<ChatSessionException>(() => coordinator.Find("gamma"));
    }

    [Fact]
    public async Task Settings_and_state_survive_in_the_store()
    {
        var store = new InMemorySessionStore();
        var config = Config("alpha") with { Kind = ChatKind.Shell, Temperature = 1.25, Patience = TimeSpan.FromMinutes(1.5), Tags = ["x", "y"] };
        await using (var first = new ChatSessionCoordinator(Context, store: store))
        {
            await (await first.CreateAsync(config)).AskAsync("hello");
            await first.DrainAsync(TimeSpan.Zero);
        }

        await using var second = new ChatSessionCoordinator(Context, store: store);
        var report = await second.RestoreAsync();

        Assert.Empty(report.Quarantined);
        Assert.Equal("alpha", Assert.Single(report.Restored).Name);
        var restored = second.Find("alpha");
        Assert.Equal(config with { Tags = restored.Config.Tags }, restored.Config);
        Assert.Equal(["x", "y"], restored.Config.Tags);
        await restored.NoteAsync("after");
        var stored = Assert.Single((await store.LoadAsync("chat")).Records);
        Assert.Equal("""{"History":{"Lines":["re: hello","1:after"]},"Questions":1}""", stored.State);
        Assert.Equal("""{"ModelId":null,"Owner":"ann","Kind":"Shell","Temperature":1.25,"Patience":"00:01:30","Tags":["x","y"]}""", stored.Settings);
    }

    [Theory]
    [InlineData("""{"Owner":"ann"}""", null)]
    [InlineData("""{}""", "Owner")]
    [InlineData("""{"Owner":null}""", "Owner")]
    [InlineData("""{"Owner":"ann","Kind":"Nothing"}""", "Kind")]
    [InlineData("""{"Owner":"ann","Temperature":"hot"}""", "Temperature")]
    [InlineData("""{"Owner":"ann","Tags":5}""", "Tags")]
    [InlineData("""[]""", "object")]
    public async Task Stored_settings_that_do_not_fit_are_set_aside_by_name(string settings, string? reason)
    {
        var store = new InMemorySessionStore();
        var now = DateTimeOffset.UnixEpoch;
        await store.OpenAsync();
        await store.SaveAsync(new SessionRecord("chat", SessionId.New(), "alpha", 1, SessionStatus.Active, false, now, now, settings, "{}", 0));

        await using var coordinator = new ChatSessionCoordinator(Context, options => options.IdleTimeout = TimeSpan.FromDays(40_000), store);
        var report = await coordinator.RestoreAsync();

        if (reason is null) Assert.Single(report.Restored);
        else Assert.Contains(reason, Assert.Single(report.Quarantined).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registration_serves_coordinator_options_and_health_check()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Chat:IdleTimeout"] = "00:07:00" });
        builder.Services.AddSingleton<IAgentProvider, EchoProvider>().AddSingleton<IToolProvider, NoTools>();
        builder.Services.AddChatSessions(builder.Configuration.GetSection("Chat"), options => options.MaxSessions = 1);
        using var host = builder.Build();
        await host.StartAsync();

        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains("sessions:chat", health.Entries.Keys);
        var coordinator = host.Services.GetRequiredService<ChatSessionCoordinator>();
        var handle = await coordinator.CreateAsync(Config("alpha"));
        Assert.Equal("re: hi", await handle.AskAsync("hi"));
        Assert.IsType<ChatSessionError.LimitReached>((await coordinator.TryCreateAsync(Config("beta"))).Error);

        await host.StopAsync();
        Assert.IsType<ChatSessionError.Closed>((await coordinator.TryCreateAsync(Config("gamma"))).Error);
    }

    private static ChatSessionConfig Config(string name) => ChatSessionConfig.CreateBuilder().WithOwner("ann").WithName(name).Build();
}
