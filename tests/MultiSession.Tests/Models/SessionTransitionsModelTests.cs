namespace MultiSession.Tests;

public class SessionTransitionsModelTests
{
    private static readonly SessionStatus[] Statuses = Enum.GetValues<SessionStatus>();

    public static TheoryData<SessionStatus, SessionStatus> Pairs()
    {
        var pairs = new TheoryData<SessionStatus, SessionStatus>();
        foreach (var from in Statuses)
        {
            foreach (var to in Statuses) pairs.Add(from, to);
        }

        return pairs;
    }

    [Fact]
    public void Nothing_follows_Completed() => Assert.Empty(SessionTransitions.From(SessionStatus.Completed));

    [Fact]
    public void Every_status_but_Completed_can_be_completed() =>
        Assert.All(Statuses.Where(status => status != SessionStatus.Completed), status => Assert.Contains(SessionStatus.Completed, SessionTransitions.From(status)));

    [Fact]
    public void Every_status_is_reachable()
    {
        var reached = new HashSet<SessionStatus> { SessionStatus.Active };
        while (reached.SelectMany(status => SessionTransitions.From(status)).Any(reached.Add))
        {
        }

        Assert.Equal(Statuses.Length, reached.Count);
    }

    [Fact]
    public void A_working_session_cannot_hibernate() =>
        Assert.False(SessionTransitions.IsAllowed(SessionStatus.Processing, SessionStatus.Hibernated));

    [Fact]
    public void A_value_outside_the_enum_goes_nowhere() => Assert.Empty(SessionTransitions.From((SessionStatus)99));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_two_questions_agree_and_no_status_follows_itself(SessionStatus from, SessionStatus to)
    {
        Assert.Equal(SessionTransitions.From(from).Contains(to), SessionTransitions.IsAllowed(from, to));
        Assert.False(from == to && SessionTransitions.IsAllowed(from, to));
    }

    [Fact]
    public void A_session_follows_the_table_whatever_it_asks_for() => ModelChecks.ForAllCommands(commands =>
        FollowAsync(commands).GetAwaiter().GetResult());

    // Asks for statuses from inside an operation, as session code does, and compares with the table.
    private static async Task FollowAsync((int Command, int Argument)[] commands)
    {
        await using var house = new NoteHouse();
        var entry = await house.CreateAsync("model");
        var session = await entry.SessionAsync();
        var model = SessionStatus.Active;
        using var changes = house.Engine.Changes.Subscribe();
        var expected = new List<(SessionStatus, SessionStatus)>();
        foreach (var (command, _) in commands)
        {
            var wanted = Statuses[command % Statuses.Length];
            var result = session.TrySetStatus(wanted);
            var isOwners = wanted is SessionStatus.Completed or SessionStatus.Hibernated;
            var isAllowed = !isOwners && (wanted == model || SessionTransitions.IsAllowed(model, wanted));
            Assert.Equal(isAllowed, result.IsSuccess);
            if (!isAllowed) Assert.Equal(new NoteSessionError.InvalidTransition("model", model, wanted), result.Error);
            if (isAllowed && wanted != model) expected.Add((model, wanted));
            if (isAllowed) model = wanted;
            Assert.Equal(model, entry.Status);
        }

        house.Engine.Changes.Complete();
        var seen = new List<(SessionStatus, SessionStatus)>();
        await foreach (var change in changes) seen.Add((change.Previous, change.Current));
        Assert.Equal(expected, seen);
    }
}
