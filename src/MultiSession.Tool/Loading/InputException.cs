namespace MultiSession.Tool.Loading;

/// <summary>The command line or the path it names cannot be used; the message is the one line that the user reads.</summary>
internal sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
