namespace MultiSession.Tests;

public class SessionTransitionsTests
{
    [Fact]
    public void Nothing_follows_Completed() => Assert.Empty(SessionTransitions.From(SessionStatus.Completed));
}
