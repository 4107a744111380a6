using System.Text;

namespace MultiSession;

/// <summary>Retains the newest output within a byte limit: when full, whole oldest events are evicted and counted. Thread-safe.</summary>
/// <remarks>
/// An event larger than the whole buffer is kept as its beginning followed by <see cref="CutMark"/>; the cut bytes count as dropped.
/// </remarks>
public sealed class SessionOutputBuffer
{
    /// <summary>Smallest capacity in bytes.</summary>
    public const int MinCapacityBytes = 1024;

    /// <summary>Ends an event that was cut to fit.</summary>
    public const string CutMark = "…[cut]";

    private static readonly int CutMarkBytes = Encoding.UTF8.GetByteCount(CutMark);

    private readonly Lock _gate = new();
    private readonly Queue<(OutputEvent Event, int Bytes)> _events = new();
    private long _byteCount;
    private long _droppedEvents;
    private long _droppedBytes;

    /// <summary>An empty buffer.</summary>
    /// <param name="capacityBytes">Limit, at least <see cref="MinCapacityBytes"/>.</param>
    public SessionOutputBuffer(int capacityBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityBytes, MinCapacityBytes);
        CapacityBytes = capacityBytes;
    }

    /// <summary>Limit of the retained text in bytes of UTF-8.</summary>
    public int CapacityBytes { get; }

    /// <summary>Retained text in bytes of UTF-8; never more than <see cref="CapacityBytes"/>.</summary>
    public long ByteCount => Interlocked.Read(ref _byteCount);

    /// <summary>Whether anything was evicted or cut.</summary>
    public bool Truncated => DroppedEvents > 0 || DroppedBytes > 0;

    /// <summary>Events that were evicted.</summary>
    public long DroppedEvents => Interlocked.Read(ref _droppedEvents);

    /// <summary>Bytes that were evicted or cut away by this process.</summary>
    public long DroppedBytes => Interlocked.Read(ref _droppedBytes);

    /// <summary>Adds an event and evicts the oldest ones until the rest fits.</summary>
    public void Append(OutputEvent output)
    {
        ArgumentNullException.ThrowIfNull(output);
        lock (_gate) AppendWithinGate(output);
    }

    /// <summary>What is retained now. Reading does not clear it.</summary>
    public OutputReplay Replay()
    {
        lock (_gate) return new OutputReplay([.. _events.Select(entry => entry.Event)], _droppedEvents, _droppedBytes);
    }

    /// <summary>Replaces the content by the end of a transcript; what precedes it counts as dropped.</summary>
    internal void Load(IReadOnlyList<OutputEvent> events)
    {
        lock (_gate)
        {
            _droppedEvents += _events.Count;
            _droppedBytes += _byteCount;
            _events.Clear();
            _byteCount = 0;
            if (events.Count > 0) (_droppedEvents, _droppedBytes) = (events[0].Sequence - 1, 0);
            foreach (var output in events) AppendWithinGate(output);
        }
    }

    private void AppendWithinGate(OutputEvent output)
    {
        var bytes = output.ByteCount;
        if (bytes > CapacityBytes)
        {
            var kept = output with { Text = Cut(output.Text, CapacityBytes - CutMarkBytes) + CutMark };
            _droppedBytes += bytes - (kept.ByteCount - CutMarkBytes);
            (output, bytes) = (kept, kept.ByteCount);
        }

        while (_byteCount + bytes > CapacityBytes) Evict();
        _events.Enqueue((output, bytes));
        _byteCount += bytes;
    }

    private void Evict()
    {
        var bytes = _events.Dequeue().Bytes;
        _byteCount -= bytes;
        _droppedBytes += bytes;
        _droppedEvents++;
    }

    // Cuts between Unicode scalar values, so that no half character is kept.
    private static string Cut(string text, int maxBytes)
    {
        var (bytes, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > maxBytes) break;
            bytes += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
