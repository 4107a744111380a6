using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MultiSession.Testing.Clocks;

namespace MultiSession.Tests;

public class SessionHostingTests : INoteClock
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemorySessionStore _store = new();

    public string Today => "today";

    [Fact]
    public async Task A_host_restores_on_start_and_drains_on_stop()
    {
        using (var first = Build())
        {
            await first.StartAsync();
            await Engine(first).CreateAsync(new NoteSessionConfig { Name = "alpha", MaxNotes = 1 });
            await first.StopAsync();
            Assert.Equal("Closed", (await Engine(first).CreateAsync(new NoteSessionConfig { MaxNotes = 1 })).Error?.Code);
        }

        using var second = Build();
        await second.StartAsync();
        Assert.Equal("alpha", Engine(second).Active?.Name);
        await second.StopAsync();
    }

    [Fact]
    public async Task The_hosted_clean_up_expires_idle_sessions()
    {
        using var host = Build(options => options.CleanupInterval = TimeSpan.FromMinutes(1));
        await host.StartAsync();
        var engine = Engine(host);
        await engine.CreateAsync(new NoteSessionConfig { Name = "active", MaxNotes = 1 });
        await engine.CreateAsync(new NoteSessionConfig { Name = "idle", MaxNotes = 1 });
        using var changes = engine.Changes.Subscribe();
        await TestWaits.ForTimersAsync(_clock, 1);
        _clock.Advance(TimeSpan.FromMinutes(30));

        await using var reader = changes.GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(("idle", SessionStatus.Completed, "expired"), (reader.Current.Name, reader.Current.Current, reader.Current.Reason));
        await host.StopAsync();
    }

    [Fact]
    public void Options_come_from_the_attribute_then_configuration_then_code()
    {
        using var host = Build(
            options => options.OutputBufferBytes = 4096, new() { ["MaxSessions"] = "7", ["OutputBufferBytes"] = "2048", ["OperationsPerMinute"] = "9" });
        var options = host.Services.GetRequiredService<IOptionsMonitor<SessionOptions>>().Get("note");
        Assert.Equal((7, 9, 4096), (options.MaxSessions, options.OperationsPerMinute, options.OutputBufferBytes));
        Assert.Equal(TimeSpan.FromMinutes(30), options.IdleTimeout);
    }

    [Theory]
    [InlineData("MaxSessions", "0", "MaxSessions is 0; it must be at least 1 and at most 1000000.")]
    [InlineData("OutputBufferBytes", "10", "OutputBufferBytes is 10; it must be at least 1024")]
    [InlineData("IdleTimeout", "00:00:00", "IdleTimeout is 00:00:00; it must be at least 00:00:00.0010000")]
    [InlineData("OperationTimeout", "-00:00:05", "OperationTimeout is -00:00:05")]
    [InlineData("MaxSesions", "5", "MaxSesions")]
    [InlineData("MaxSessions", "many", "MaxSessions")]
    public async Task A_host_with_a_bad_option_does_not_start_and_names_it(string key, string value, string message)
    {
        using var host = Build(configuration: new() { [key] = value });
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains(message, thrown.ToString());
    }

    [Fact]
    public void An_engine_made_by_hand_checks_its_options_too()
    {
        var thrown = Assert.Throws<OptionsValidationException>(() => new NoteHouse(options => (options.MaxSessions, options.LockTimeout) = (0, TimeSpan.Zero)));
        Assert.Equal(2, thrown.Failures.Count());
    }

    [Fact]
    public async Task Health_follows_the_store_and_the_limit()
    {
        var store = new FailingStore(_store);
        using var host = Build(options => options.MaxSessions = 1, store: store);
        await host.StartAsync();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        await Engine(host).CreateAsync(new NoteSessionConfig { Name = "alpha", MaxNotes = 1 });
        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);

        store.FailSaves = true;
        await Engine(host).RenameAsync("alpha", "beta");
        var report = Assert.Single((await health.CheckHealthAsync()).Entries);
        Assert.Equal(("sessions:note", HealthStatus.Unhealthy), (report.Key, report.Value.Status));
        Assert.Contains("disk full", report.Value.Description);
        store.FailSaves = false;
        await host.StopAsync();
    }

    [Fact]
    public void Two_session_types_of_one_name_are_refused_and_registering_one_twice_is_not()
    {
        var services = new ServiceCollection();
        services.AddSessionEngine("note", _ => new NoteSessionDefinition(this));
        services.AddSessionEngine("note", _ => new NoteSessionDefinition(this));
        Assert.Single(services, service => service.ServiceType == typeof(SessionEngine<NoteSession, NoteSessionConfig>));
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            services.AddSessionEngine<string, string>("note", _ => throw new InvalidOperationException("never asked for")));
        Assert.Contains("'note'", thrown.Message);
    }

    private static SessionEngine<NoteSession, NoteSessionConfig> Engine(IHost host) =>
        host.Services.GetRequiredService<SessionEngine<NoteSession, NoteSessionConfig>>();

    private IHost Build(Action<SessionOptions>? configure = null, Dictionary<string, string?>? configuration = null, ISessionStore? store = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection((configuration ?? []).ToDictionary(pair => $"Notes:{pair.Key}", pair => pair.Value));
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(store ?? _store);
        builder.Services.AddSessionEngine("note", _ => new NoteSessionDefinition(this), builder.Configuration.GetSection("Notes"), configure);
        return builder.Build();
    }
}
