using System.CommandLine;
using MultiSession.Tool.Commands;
using MultiSession.Tool.Loading;

var root = new RootCommand("Finds lock-order inversions and other concurrency mistakes in any C# code.") { CheckCommand.Create(), GraphCommand.Create(), ExplainCommand.Create() };
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    // The last error names the word that is wrong; some messages list choices on lines of their own.
    var words = parsed.Errors[^1].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    await Console.Error.WriteLineAsync($"multisession: {string.Join(' ', words)} See multisession --help.");
    return ExitCode.BadUsage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InputException problem)
{
    await Console.Error.WriteLineAsync($"multisession: {problem.Message}");
    return ExitCode.BadUsage;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("multisession: cancelled");
    return ExitCode.Cancelled;
}
// The last line of defence of the process: whatever went wrong inside is exit code 3, told in full for the report.
catch (Exception failure)
{
    await Console.Error.WriteLineAsync($"multisession: internal error, please report it: {failure}");
    return ExitCode.InternalError;
}
