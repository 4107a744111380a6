namespace MultiSession.Generators.Tests.Sessions;

internal sealed class EchoProvider : IAgentProvider
{
    public Task<string> AnswerAsync(string prompt, CancellationToken cancellationToken) => Task.FromResult("re: " + prompt);
}

internal sealed class NoTools : IToolProvider
{
    public int Count => 0;
}
