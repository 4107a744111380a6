using MultiSession.Testing.Snapshots;

namespace MultiSession.Sqlite.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_changes_only_on_purpose() =>
        Snapshot.Verify(PublicApi.Describe(typeof(SqliteSessionStore).Assembly), "PublicApi", "txt");
}
