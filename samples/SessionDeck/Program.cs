using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MultiSession;
using MultiSession.Sqlite;
using SessionDeck.Commands;
using SessionDeck.Sessions;
using SessionDeck.Shell;
using SessionDeck.Terminal;

return await DeckCommandLine.InvokeAsync(args, async options =>
{
    try
    {
        return await RunAsync(options);
    }
    catch (Exception failure) when (failure is SessionException or SessionStoreException or OptionsValidationException)
    {
        await Console.Error.WriteLineAsync($"error: {failure.Message} (--store FILE names another store)");
        return ExitCode.BadOptions;
    }
});

static async Task<int> RunAsync(DeckOptions options)
{
    var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    builder.Services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IShellHost, SystemShellHost>()
        .AddSingleton<Interrupts>()
        .AddSingleton<IHostLifetime>(services => services.GetRequiredService<Interrupts>())
        .AddSingleton(services => DeckScreens.Create(options, services))
        .AddSingleton<Deck>()
        .AddSqliteSessionStore(DeckStore.Prepare(options.Store))
        .AddShellSessions(sessions =>
        {
            sessions.MaxSessions = options.MaxSessions;
            sessions.IdleTimeout = options.IdleTimeout;
            sessions.CleanupInterval = TimeSpan.FromTicks(Math.Min(options.IdleTimeout.Ticks / 2, TimeSpan.TicksPerMinute));
            sessions.OperationTimeout = Timeout.InfiniteTimeSpan;
            sessions.DrainTimeout = TimeSpan.Zero;
        });

    var host = builder.Build();
    await using var disposal = (IAsyncDisposable)host;
    // The host would restore as well; done here, the report can be shown.
    var report = await host.Services.GetRequiredService<ShellSessionCoordinator>().RestoreAsync();
    await host.StartAsync();
    var code = await host.Services.GetRequiredService<Deck>().RunAsync(report);
    await host.StopAsync();
    return code;
}
