using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MultiSession;

/// <summary>Registers a session type. Generated <c>Add…Sessions</c> methods call this.</summary>
public static class SessionServiceCollectionExtensions
{
    /// <summary>
    /// Registers the engine of one session type, its options (validated on start), hosted clean-up, restore on start, drain on stop and a
    /// health check named <c>sessions:{typeName}</c>. The store is <see cref="InMemorySessionStore"/> unless another <see cref="ISessionStore"/>
    /// is registered, before or after.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="typeName">Name of the session type, as <see cref="SessionDefinition{TSession, TConfig}.TypeName"/>; also names its options.</param>
    /// <param name="createDefinition">Makes the definition once.</param>
    /// <param name="configuration">Section to bind the options from; overrides the attribute's defaults. An unknown key is an error.</param>
    /// <param name="configure">Changes the options last.</param>
    /// <exception cref="InvalidOperationException">Another session type was registered under this name: their stored sessions would mix.</exception>
    public static IServiceCollection AddSessionEngine<TSession, TConfig>(
        this IServiceCollection services,
        string typeName,
        Func<IServiceProvider, SessionDefinition<TSession, TConfig>> createDefinition,
        IConfiguration? configuration = null,
        Action<SessionOptions>? configure = null)
        where TSession : class
        where TConfig : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(createDefinition);
        if (!IsFirstRegistration<TSession>(services, typeName)) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISessionStore, InMemorySessionStore>();
        services.AddSingleton(createDefinition);
        services.AddSingleton(provider => CreateEngine<TSession, TConfig>(provider, typeName));
        AddOptions<TSession, TConfig>(services, typeName, configuration, configure);
        services.AddHostedService<SessionLifetimeService<TSession, TConfig>>();
        services.AddHostedService<SessionCleanupService<TSession, TConfig>>();
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"sessions:{typeName}",
            provider => new SessionHealthCheck<TSession, TConfig>(provider.GetRequiredService<SessionEngine<TSession, TConfig>>()),
            failureStatus: null,
            tags: null));
        return services;
    }

    private static void AddOptions<TSession, TConfig>(
        IServiceCollection services, string typeName, IConfiguration? configuration, Action<SessionOptions>? configure)
        where TSession : class
        where TConfig : class
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionOptions>, SessionOptionsValidator>());
        var options = services.AddOptions<SessionOptions>(typeName);
        options.Configure<SessionDefinition<TSession, TConfig>>((options, definition) => definition.ApplyDefaults(options));
        if (configuration is not null) options.Bind(configuration, binder => binder.ErrorOnUnknownConfiguration = true);
        if (configure is not null) options.Configure(configure);
        options.ValidateOnStart();
    }

    private static SessionEngine<TSession, TConfig> CreateEngine<TSession, TConfig>(IServiceProvider provider, string typeName)
        where TSession : class
        where TConfig : class => new(
            provider.GetRequiredService<SessionDefinition<TSession, TConfig>>(),
            provider.GetRequiredService<IOptionsMonitor<SessionOptions>>().Get(typeName),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<IMeterFactory>());

    private static bool IsFirstRegistration<TSession>(IServiceCollection services, string typeName)
    {
        var registrations = services.Select(service => service.ImplementationInstance).OfType<SessionTypeRegistration>();
        if (registrations.FirstOrDefault(other => other.TypeName == typeName) is { } registered)
        {
            return registered.SessionType == typeof(TSession)
                ? false
                : throw new InvalidOperationException(
                    $"The session types {registered.SessionType} and {typeof(TSession)} are both named '{typeName}'. Give one another [Session(Name = …)].");
        }

        services.AddSingleton(new SessionTypeRegistration(typeName, typeof(TSession)));
        return true;
    }

    private sealed record SessionTypeRegistration(string TypeName, Type SessionType);
}
