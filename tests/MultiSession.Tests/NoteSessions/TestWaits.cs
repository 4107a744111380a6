using MultiSession.Testing.Clocks;

namespace MultiSession.Tests;

internal static class TestWaits
{
    /// <summary>Lets other work go on until so many timers are set, that is until the code under test waits on the clock.</summary>
    public static async Task ForTimersAsync(FakeTimeProvider clock, int count)
    {
        while (clock.TimerCount < count) await Task.Yield();
    }
}
