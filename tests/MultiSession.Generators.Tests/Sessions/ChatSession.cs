using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace MultiSession.Generators.Tests.Sessions;

/// <summary>A conversation with an agent.</summary>
[Session(Name = "chat", MaxSessions = 10, IdleTimeout = "01:00:00", JsonContext = typeof(ChatJson))]
public sealed partial class ChatSession(IAgentProvider agents, IToolProvider tools, SessionOutput output, SessionId id)
{
    /// <summary>Which model answers; <see langword="null"/> for the default one of <see cref="IAgentProvider"/>.</summary>
    [SessionSetting, StringLength(64)]
    public string? ModelId { get; init; }

    /// <summary>Whom the session works for.</summary>
    [SessionSetting, RegularExpression("[a-z]+", ErrorMessage = "The {0} must match {1}")]
    public required string Owner { get; init; }

    /// <summary>What the session is for.</summary>
    [SessionSetting]
    public ChatKind Kind { get; init; } = ChatKind.Development;

    [SessionSetting, Range(0.0, 2.0)]
    public double Temperature { get; init; } = -0.0 + 0.5;

    [SessionSetting]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(DefaultPatienceSeconds);

    [SessionSetting]
    public List<string> Tags { get; init; } = ["new"];

    [SessionState]
    public ChatHistory History { get; set; } = new();

    [SessionState]
    public int Questions { get; private set; }

    private const int DefaultPatienceSeconds = 30;

    /// <summary>Asks the agent.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The answer.</returns>
    [SessionOperation(Timeout = "00:05:00")]
    public async Task<string> AskAsync(
        [StringLength(100_000, MinimumLength = 1)] string prompt, CancellationToken cancellationToken)
    {
        Questions++;
        if (ModelId is "unknown") throw new ChatSessionException(new ModelNotServed(ModelId));
        var answer = await agents.AnswerAsync(prompt, cancellationToken);
        History.Lines.Add(answer);
        await output.WriteAsync(answer, cancellationToken: cancellationToken);
        return answer;
    }

    /// <summary>Forgets the conversation.</summary>
    [SessionOperation]
    public ValueTask ForgetAsync()
    {
        History = new();
        return ValueTask.CompletedTask;
    }

    [SessionOperation]
    public Task NoteAsync(string text, [AllowedValues(1, 2, 3)] int weight = 1)
    {
        History.Lines.Add($"{weight}:{text}");
        return Task.CompletedTask;
    }

    [SessionOperation]
    public ValueTask<T> EchoAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : notnull
    {
        Questions++;
        return ValueTask.FromResult(value);
    }

    [SessionOperation]
    public async IAsyncEnumerable<string> WordsAsync(
        [Required] string[] words, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var word in words)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult($"{id}:{word}:{tools.Count}");
        }
    }

    /// <summary>The provider has no such model.</summary>
    [SessionError("Model '{ModelId}' is not served here")]
    public sealed partial record ModelNotServed(string ModelId);
}

public enum ChatKind
{
    Shell,
    Development,
}

public sealed class ChatHistory
{
    public List<string> Lines { get; init; } = [];
}

public interface IAgentProvider
{
    Task<string> AnswerAsync(string prompt, CancellationToken cancellationToken);
}

public interface IToolProvider
{
    int Count { get; }
}

[JsonSerializable(typeof(ChatHistory))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class ChatJson : JsonSerializerContext;
