using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SessionDeck.Tests.Running;

/// <summary>The deck as a user starts it: a process of its own, driven through its standard input or a terminal.</summary>
internal sealed class DeckProcess : IAsyncDisposable
{
    public const int SignalTerminate = 15;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "SessionDeck.dll");

    private readonly Process _process;
    private readonly ProcessMark _mark = new();
    private int _seen;

    private DeckProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment[ProcessMark.Variable] = _mark.Value;
        start.Environment["TERM"] = "xterm-256color";
        _process = Process.Start(start)!;
        Output = new OutputLog(_process.StandardOutput);
        Error = new OutputLog(_process.StandardError);
    }

    public OutputLog Output { get; }

    public OutputLog Error { get; }

    /// <summary>With standard input and output redirected.</summary>
    public static DeckProcess Start(params string[] options) => new(new ProcessStartInfo("dotnet", [Program, .. options]));

    /// <summary>On a pseudo-terminal of 100 columns; see <see cref="TerminalFactAttribute"/>.</summary>
    public static DeckProcess StartOnTerminal(string store, string environment = "") => new(new ProcessStartInfo(
        "script", ["-qfec", $"stty cols 100 rows 30; exec env --default-signal=HUP {environment} dotnet '{Program}' --store '{store}'", "/dev/null"]));

    /// <summary>Runs a whole script and returns what was printed; fails when the exit code is another.</summary>
    public static async Task<string> RunAsync(string store, params string[] lines)
    {
        await using var deck = Start("--store", store);
        await deck.SendAsync(lines);
        Assert.Equal(0, await deck.EndAsync());
        return deck.Output.Text;
    }

    public async Task SendAsync(params string[] lines)
    {
        foreach (var line in lines) await _process.StandardInput.WriteAsync(line + "\n");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Sends keys as a terminal does.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the output goes on with <paramref name="text"/>, after what was waited for before.</summary>
    public async Task ExpectAsync(string text) => _seen = await Output.WaitForAsync(text, _seen);

    /// <summary>Closes the input, waits for the end and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        return await ExitAsync();
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await Deadline.WithinAsync(WaitAsync(), () => $"{Output.Text}\n{Error.Text}");
        return _process.ExitCode;

        async Task<bool> WaitAsync()
        {
            await _process.WaitForExitAsync();
            await Output.Ended;
            await Error.Ended;
            return true;
        }
    }

    /// <summary>Ends the deck as <c>kill -9</c> does: it can do nothing about it.</summary>
    public void KillHard() => _process.Kill(entireProcessTree: false);

    /// <summary>Closes the terminal that the deck runs on.</summary>
    public void HangUp() => KillHard();

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Everything that the deck started and that still lives.</summary>
    public Dictionary<int, string> Left() => _mark.Living().Where(pair => pair.Key != _process.Id).ToDictionary();

    /// <summary>Waits until nothing that the deck started lives.</summary>
    public Task NothingLeftAsync() => UntilAsync(left => left.Count == 0);

    /// <summary>Waits until what the deck started and still lives is as it should be.</summary>
    public Task UntilAsync(Func<Dictionary<int, string>, bool> condition) =>
        _mark.UntilAsync(living => condition(living.Where(pair => pair.Key != _process.Id).ToDictionary()));

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _mark.Living().Keys) _ = Kill(id, 9);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
