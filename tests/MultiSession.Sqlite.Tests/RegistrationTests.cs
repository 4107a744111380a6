using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MultiSession.Sqlite.Tests;

public sealed class RegistrationTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task The_container_gives_one_store_and_ends_it()
    {
        var services = new ServiceCollection()
            .AddSingleton<ISessionStore>(new InMemorySessionStore())
            .AddSqliteSessionStore(_folder.StorePath);
        ISessionStore store;
        await using (var provider = services.BuildServiceProvider())
        {
            store = Assert.Single(provider.GetServices<ISessionStore>());
            await store.OpenAsync();
            Assert.Equal(1, await store.SaveAsync(TestRecords.New()));
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.LoadAsync(TestRecords.TypeName).AsTask());
    }

    [Fact]
    public async Task Options_are_validated()
    {
        await using var provider = new ServiceCollection()
            .AddSqliteSessionStore(options => options.Readers = 65)
            .BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ISessionStore>());
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains(error.Failures, failure => failure.Contains("Readers is 65; it must be from 1 to 64", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
