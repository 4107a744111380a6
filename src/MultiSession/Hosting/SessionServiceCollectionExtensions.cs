using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MultiSession;

/// <summary>Registers a session type. Generated <c>Add…Sessions</c> methods call this.</summary>
public static class SessionServiceCollectionExtensions
{
    /// <summary>
    /// Registers the engine of one session type, its options (validated on start), hosted clean-up, restore on start, drain on stop and a
    /// health check. The store is <see cref="InMemorySessionStore"/> unless another <see cref="ISessionStore"/> is registered, before or after.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="typeName">Name of the session type, as <see cref="SessionDefinition{TSession, TConfig}.TypeName"/>; also names its options.</param>
    /// <param name="createDefinition">Makes the definition once.</param>
    /// <param name="configuration">Section to bind the options from; overrides the attribute's defaults.</param>
    /// <param name="configure">Changes the options last.</param>
    public static IServiceCollection AddSessionEngine<TSession, TConfig>(
        this IServiceCollection services,
        string typeName,
        Func<IServiceProvider, SessionDefinition<TSession, TConfig>> createDefinition,
        IConfiguration? configuration = null,
        Action<SessionOptions>? configure = null)
        where TSession : class
        where TConfig : class => throw new NotSupportedException();
}
