using System.Text;

namespace MultiSession.Tests;

public class SessionOutputBufferModelTests
{
    private const int Capacity = SessionOutputBuffer.MinCapacityBytes;

    [Fact]
    public void A_buffer_keeps_the_newest_whole_events_that_fit() => ModelChecks.ForAllCommands(commands =>
    {
        var buffer = new SessionOutputBuffer(Capacity);
        var model = new List<OutputEvent>();
        var (droppedEvents, droppedBytes, sequence) = (0L, 0L, 0L);
        foreach (var (command, argument) in commands)
        {
            var output = Event(++sequence, new string("aé€😀"[..(command % 3 + 1)].Last(), argument));
            buffer.Append(output);
            model.Add(output);
            while (model.Sum(one => one.ByteCount) > Capacity)
            {
                droppedEvents++;
                droppedBytes += model[0].ByteCount;
                model.RemoveAt(0);
            }

            var replay = buffer.Replay();
            Assert.Equal(model, replay.Events);
            Assert.Equal((droppedEvents, droppedBytes, droppedEvents > 0), (replay.DroppedEvents, replay.DroppedBytes, replay.Truncated));
            Assert.Equal(model.Sum(one => one.ByteCount), buffer.ByteCount);
        }
    });

    [Fact]
    public void An_event_larger_than_the_buffer_is_cut_between_characters_and_marked()
    {
        var buffer = new SessionOutputBuffer(Capacity);
        buffer.Append(Event(1, string.Concat(Enumerable.Repeat("😀", Capacity))));

        var replay = buffer.Replay();
        var kept = Assert.Single(replay.Events);
        Assert.EndsWith(SessionOutputBuffer.CutMark, kept.Text);
        Assert.DoesNotContain('\ufffd', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept.Text)));
        Assert.InRange(buffer.ByteCount, Capacity - 4, Capacity);
        Assert.True(replay.Truncated);
        Assert.Equal(0, replay.DroppedEvents);
    }

    [Fact]
    public void A_buffer_too_small_to_be_of_use_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionOutputBuffer(Capacity - 1));

    private static OutputEvent Event(long sequence, string text) => new(sequence, DateTimeOffset.UnixEpoch, OutputKind.Text, text);
}
