using System.Threading.Channels;
using MultiSession;

namespace PackageConsumer;

[Session(Name = "note", MaxSessions = 2, IdleTimeout = "00:10:00")]
public sealed partial class NoteSession(SessionOutput output)
{
    // Unbounded on purpose: the analyzers of the package must say so.
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    [SessionSetting]
    public string Prefix { get; init; } = "note";

    [SessionOperation]
    public async Task<string> WriteAsync(string text, CancellationToken cancellationToken)
    {
        var line = $"{Prefix}: {text}";
        await _lines.Writer.WriteAsync(line, cancellationToken);
        await output.WriteAsync(line, cancellationToken: cancellationToken);
        return line;
    }
}
