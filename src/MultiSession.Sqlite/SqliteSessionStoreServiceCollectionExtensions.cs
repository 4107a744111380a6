using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MultiSession.Sqlite;

/// <summary>Registers <see cref="SqliteSessionStore"/> as the <see cref="ISessionStore"/> of all session types.</summary>
public static class SqliteSessionStoreServiceCollectionExtensions
{
    /// <summary>Keeps sessions in the SQLite file <paramref name="path"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="path">The database file; see <see cref="SqliteSessionStoreOptions.Path"/>.</param>
    public static IServiceCollection AddSqliteSessionStore(this IServiceCollection services, string path) =>
        services.AddSqliteSessionStore(options => options.Path = path);

    /// <summary>Keeps sessions in a SQLite file. The options are validated when the host starts.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the path and whatever differs from the defaults.</param>
    /// <remarks>The store replaces one registered before. It is disposed with the container, which must be disposed asynchronously.</remarks>
    public static IServiceCollection AddSqliteSessionStore(this IServiceCollection services, Action<SqliteSessionStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SqliteSessionStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteSessionStoreOptions>, OptionsValidator>());
        services.RemoveAll<ISessionStore>();
        services.AddSingleton<ISessionStore>(provider => new SqliteSessionStore(
            provider.GetRequiredService<IOptions<SqliteSessionStoreOptions>>().Value,
            provider.GetService<TimeProvider>()));
        return services;
    }

    private sealed class OptionsValidator : IValidateOptions<SqliteSessionStoreOptions>
    {
        public ValidateOptionsResult Validate(string? name, SqliteSessionStoreOptions options)
        {
            var problems = options.Problems().ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
