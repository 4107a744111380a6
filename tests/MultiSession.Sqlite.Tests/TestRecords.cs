namespace MultiSession.Sqlite.Tests;

/// <summary>Records and events to store.</summary>
internal static class TestRecords
{
    public const string TypeName = "chat";

    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));

    public static SessionRecord New(string name = "alpha", long order = 1) => new(
        TypeName,
        SessionId.New(),
        name,
        order,
        SessionStatus.Active,
        IsActive: order == 1,
        Start,
        Start.AddTicks(7),
        """{"model":"m1"}""",
        State: "{}",
        Version: 0);

    public static OutputEvent Event(long sequence, string text = "hello\n", OutputKind kind = OutputKind.Text) =>
        new(sequence, Start.AddSeconds(sequence), kind, text);
}
