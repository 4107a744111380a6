using System.Buffers;
using System.Text.Json;

namespace MultiSession;

/// <summary>A JSON writer and its buffer, one per thread, so that writing a small state after each operation costs no memory.</summary>
internal sealed class JsonScratch : IDisposable
{
    /// <summary>A larger buffer is let go, so that one large state does not stay in memory for ever.</summary>
    private const int MaxKeptBytes = 64 * 1024;

    [ThreadStatic]
    private static JsonScratch? _free;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    private JsonScratch() => Writer = new Utf8JsonWriter(_buffer);

    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written; valid until disposal.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _buffer.WrittenSpan;
        }
    }

    /// <summary>An empty one. Whoever writes while another is in use on the same thread gets one of its own.</summary>
    public static JsonScratch Rent()
    {
        var scratch = _free ?? new JsonScratch();
        _free = null;
        return scratch;
    }

    public void Dispose()
    {
        if (_buffer.Capacity > MaxKeptBytes)
        {
            Writer.Dispose();
            return;
        }

        _buffer.ResetWrittenCount();
        Writer.Reset();
        _free = this;
    }
}
