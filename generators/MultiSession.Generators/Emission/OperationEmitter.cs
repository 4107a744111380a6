using System.Text.RegularExpressions;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits the proxy of one operation: the throwing member, its twin and the checks of its arguments.</summary>
internal static class OperationEmitter
{
    private const string Task = "global::System.Threading.Tasks.Task";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    private const string Stream = "global::System.Collections.Generic.IAsyncEnumerable";
    private const string Token = "global::System.Threading.CancellationToken";

    private static readonly Regex OwnReturns = new("<returns>.*?</returns>\n?", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    public static void Write(IndentedWriter writer, SessionModel session, OperationModel operation)
    {
        var checks = operation.Arguments
            .Select(argument => CheckEmitter.Check(session, argument.Name, argument.EscapedName, argument.RefusesNull, argument.Constraints))
            .OfType<string>()
            .ToList();
        WriteThrowing(writer, session, operation);
        WriteTwin(writer, session, operation, checks);
    }

    /// <summary>Tells parameters of the same name in different operations apart.</summary>
    public static string CheckedName(OperationModel operation, ParameterModel parameter) => operation.Field + "_" + parameter.Name;

    private static void WriteThrowing(IndentedWriter writer, SessionModel session, OperationModel operation)
    {
        WriteHead(writer, operation, operation.Documentation);
        writer.Write($"/// <exception cref=\"{session.Exception()}\">The request was refused or failed.</exception>");
        if (operation.Obsolete is { } obsolete) writer.Write(obsolete);
        writer.Write($"{operation.Accessibility} {ReturnType(operation)} {operation.Method}{Signature(operation)} =>");
        var names = operation.Parameters.Select(parameter => parameter.EscapedName);
        var forwarded = string.Join(", ", operation.AddsToken ? names.Append(operation.Token) : names);
        var unwrap = (operation.Kind, operation.Result) switch
        {
            (ReturnKind.Stream, _) => "ValueOrThrow",
            (_, null) => "ThrowIfFailedAsync",
            _ => "ValueOrThrowAsync",
        };
        var asTask = operation.Kind is ReturnKind.Task ? ".AsTask()" : "";
        var call = $"{operation.TryMethod}{operation.TypeParameters}({forwarded})";
        var errors = $"{session.Errors()}.Instance";
        using (writer.Indent())
        {
            writer.Write(operation.Kind is ReturnKind.Stream
                ? $"{call}.{unwrap}({errors});"
                : $"{Names.Engine}.SessionResultExtensions.{unwrap}({call}, {errors}){asTask};");
        }
    }

    private static void WriteTwin(IndentedWriter writer, SessionModel session, OperationModel operation, List<string> checks)
    {
        var isStream = operation.Kind is ReturnKind.Stream;
        var value = isStream ? $"{Stream}<{operation.Result}>" : operation.Result ?? Names.Engine + ".Unit";
        var result = $"{Names.Engine}.SessionResult<{value}>";
        var returned = isStream ? result : $"{ValueTask}<{result}>";
        WriteHead(writer, operation, operation.Documentation is { } documentation ? OwnReturns.Replace(documentation, "").Trim() : null);
        writer.Write(isStream
            ? $"/// <returns>The stream, or what is wrong with an argument. Refused later, it throws <see cref=\"{session.Exception()}\"/>.</returns>"
            : "/// <returns>The result, or why the request was refused or failed.</returns>");
        if (operation.Obsolete is { } obsolete) writer.Write(obsolete);
        using (writer.Open($"{operation.TryAccessibility} {returned} {operation.TryMethod}{Signature(operation)}"))
        {
            if (checks.Count > 0)
            {
                var error = Free("error", operation);
                writer.Write($"var {error} = {string.Join("\n    ?? ", checks)};");
                writer.Write($"if ({error} is not null) return new({(isStream ? error : $"new {result}({error})")});");
            }

            WriteForward(writer, session, operation);
        }
    }

    private static void WriteForward(IndentedWriter writer, SessionModel session, OperationModel operation)
    {
        var arguments = operation.Arguments.ToList();
        var (type, value) = arguments switch
        {
            [] => (Names.Engine + ".Unit", "default"),
            [var only] => (only.Type, only.EscapedName),
            _ => (Tuple(arguments.Select(argument => argument.Type)), Tuple(arguments.Select(argument => argument.EscapedName))),
        };
        var index = 0;
        var passed = operation.Parameters.Select(parameter => parameter.IsToken ? "token" : arguments.Count is 1 ? "args" : $"args.Item{++index}");
        var call = $"session.{operation.SessionMethod}{operation.TypeParameters}{Tuple(passed)}";
        var body = (operation.Kind, operation.Result) switch
        {
            (ReturnKind.Task, null) => $"new {ValueTask}({call})",
            (ReturnKind.Task, { } result) => $"new {ValueTask}<{result}>({call})",
            _ => call,
        };
        var method = operation.Kind is ReturnKind.Stream ? "StreamAsync" : "InvokeAsync";
        var types = operation.Result is { } item ? $"<{type}, {item}>" : $"<{type}>";
        var forward = $"""
            this._entry.{method}{types}(
                {session.Handle()}.{operation.Field},
                {value},
                static (session, args, token) => {body},
                {operation.Token ?? "default"})
            """;
        writer.Write(operation.Kind is ReturnKind.Stream ? $"return new({forward});" : $"return {forward};");
    }

    private static void WriteHead(IndentedWriter writer, OperationModel operation, string? documentation)
    {
        writer.WriteLine();
        writer.WriteDocs(documentation, $"Runs <c>{operation.DisplayName}</c> alone in the session.");
        if (operation.AddsToken) writer.Write($"/// <param name=\"{operation.Token}\">Cancels the wait and the operation.</param>");
    }

    /// <summary>Type parameters, parameters and constraints.</summary>
    private static string Signature(OperationModel operation)
    {
        var parameters = operation.Parameters.Select(Spell);
        if (operation.AddsToken) parameters = parameters.Append($"{Token} {operation.Token} = default");
        return operation.TypeParameters + Tuple(parameters) + string.Concat(operation.TypeConstraints.Select(clause => " " + clause));
    }

    private static string Spell(ParameterModel parameter) =>
        $"{parameter.Prefix}{parameter.Type} {parameter.EscapedName}{(parameter.Default is { } value ? " = " + value : "")}";

    private static string Tuple(IEnumerable<string?> items) => $"({string.Join(", ", items)})";

    private static string ReturnType(OperationModel operation) => (operation.Kind, operation.Result) switch
    {
        (ReturnKind.Stream, _) => $"{Stream}<{operation.Result}>",
        (ReturnKind.Task, null) => Task,
        (ReturnKind.Task, _) => $"{Task}<{operation.Result}>",
        (_, null) => ValueTask,
        _ => $"{ValueTask}<{operation.Result}>",
    };

    private static string Free(string name, OperationModel operation)
    {
        while (operation.Parameters.Any(parameter => parameter.Name == name) || operation.Token == name) name += "_";
        return name;
    }
}
