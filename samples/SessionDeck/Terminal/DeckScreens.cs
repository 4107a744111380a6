using Microsoft.Extensions.DependencyInjection;
using SessionDeck.Commands;
using Spectre.Console;

namespace SessionDeck.Terminal;

/// <summary>Chooses the screen: plain text unless both ends are a terminal that can do more.</summary>
internal static class DeckScreens
{
    /// <summary>The screen for these options and this terminal.</summary>
    public static DeckScreen Create(DeckOptions options, IServiceProvider services)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        // Colours respect NO_COLOR; Spectre.Console looks at it.
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        return options.Plain || Console.IsInputRedirected || Console.IsOutputRedirected || !console.Profile.Capabilities.Ansi
            ? new PlainScreen(Console.In, Console.Out, clock)
            : ActivatorUtilities.CreateInstance<TerminalScreen>(services, console);
    }
}
