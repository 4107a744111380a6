using System.Text;
using SessionDeck.Shell;
using SessionDeck.Tests.Running;

namespace SessionDeck.Tests.Shell;

public sealed class SystemShellTests : IAsyncLifetime
{
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IShell _shell;

    public SystemShellTests() => _shell = new SystemShellHost(TimeProvider.System).Start("/", text =>
    {
        _output.Append(text);
        _printed.TrySetResult();
        return ValueTask.CompletedTask;
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _shell.DisposeAsync().AsTask();

    [Fact]
    public async Task Directory_and_variables_persist_between_lines()
    {
        await RunAsync("cd /usr; X=5");
        var result = await RunAsync("echo $X; pwd");

        Assert.Equal(new CommandResult(CommandOutcome.Finished, 0, "/usr"), result);
        Assert.Equal("5\n/usr\n", _output.ToString());
    }

    [Theory]
    [InlineData("echo \"open", 2)]
    [InlineData("echo 'open", 2)]
    [InlineData("cat; read x", 1)]
    [InlineData("cat <<END", 0)]
    [InlineData("if true", 2)]
    [InlineData("${nosuch?bad}", 2)]
    [InlineData("false", 1)]
    [InlineData("nosuchcommand-of-all", 127)]
    [InlineData("exec >/dev/null; exec 9>&-", 0)]
    [InlineData("set -x; set -v; true; set +x; set +v", 0)]
    [InlineData("sleep 1000 &", 0)]
    public async Task No_line_hangs_or_ends_the_shell(string line, int status)
    {
        var result = await RunAsync(line);

        Assert.Equal(CommandOutcome.Finished, result.Outcome);
        if (line.StartsWith('$')) Assert.NotEqual(0, result.Status);
        else Assert.Equal(status, result.Status);
        _output.Clear();
        await RunAsync("echo alive");
        Assert.EndsWith("alive\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_output_and_error_keep_their_order()
    {
        await RunAsync("echo 1; echo 2 >&2; echo 3; echo 4 >&2");

        Assert.Equal("1\n2\n3\n4\n", _output.ToString());
    }

    [Fact]
    public async Task Much_output_without_a_newline_arrives_whole()
    {
        await RunAsync("head -c 300000 /dev/zero | tr '\\0' x");

        Assert.Equal(300_000, _output.Length);
    }

    [Theory]
    [InlineData("echo started; sleep 1000; echo not reached")]
    [InlineData("echo started; while :; do sleep 0.01; done")]
    public async Task Cancelling_stops_the_line_and_keeps_the_shell(string line)
    {
        await RunAsync("X=5");
        Assert.Equal(CommandOutcome.Cancelled, (await CancelAsync(line)).Outcome);

        _output.Clear();
        await RunAsync("echo $X");
        Assert.Equal("5\n", _output.ToString());
    }

    [Fact]
    public async Task A_line_that_ignores_the_interrupt_costs_the_shell()
    {
        Assert.Equal(CommandOutcome.ShellKilled, (await CancelAsync("trap '' INT; echo started; sleep 1000")).Outcome);
        Assert.True(_shell.HasEnded);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("sleep 1000 & exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("exec sh -c 'exit 4'", 4)]
    public async Task The_end_of_the_shell_is_told(string line, int status)
    {
        Assert.Equal(new CommandResult(CommandOutcome.ShellEnded, status), await RunAsync(line));
        Assert.True(_shell.HasEnded);
        Assert.Equal(CommandOutcome.ShellEnded, (await RunAsync("echo never")).Outcome);
    }

    [Fact]
    public async Task Disposing_ends_every_child_also_those_that_try_to_stay()
    {
        var mark = new ProcessMark();
        await RunAsync($"export {ProcessMark.Variable}={mark.Value}");
        await RunAsync("sleep 1001 & setsid sleep 1002 & nohup sleep 1003 >/dev/null 2>&1 &");
        await RunAsync("(trap '' HUP INT TERM; sleep 1004) &");
        await mark.UntilAsync(living => living.Values.Count(command => command.StartsWith("sleep", StringComparison.Ordinal)) == 4);

        await _shell.DisposeAsync();

        Assert.Empty(mark.Living());
    }

    private Task<CommandResult> RunAsync(string line) =>
        Deadline.WithinAsync(_shell.RunAsync(line, CancellationToken.None), _output.ToString);

    private async Task<CommandResult> CancelAsync(string line)
    {
        using var cancel = new CancellationTokenSource();
        var running = _shell.RunAsync(line, cancel.Token);
        await _printed.Task.WaitAsync(Deadline.Span);
        await cancel.CancelAsync();
        return await Deadline.WithinAsync(running, _output.ToString);
    }
}
