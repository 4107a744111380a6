using System.Text.Json.Serialization;

namespace MultiSession.Sqlite.Tests;

/// <summary>A session with a setting, a state and output, for the store to keep.</summary>
[Session(Name = "tally", JsonContext = typeof(TallyJson))]
public sealed partial class TallySession(SessionOutput output)
{
    [SessionSetting] public int Step { get; init; } = 1;

    [SessionState] public int Count { get; set; }

    [SessionOperation]
    public async Task<int> AddAsync(CancellationToken cancellationToken)
    {
        Count += Step;
        await output.WriteAsync($"{Count}\n", cancellationToken: cancellationToken);
        return Count;
    }
}

[JsonSerializable(typeof(int))]
internal sealed partial class TallyJson : JsonSerializerContext;
