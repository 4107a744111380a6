using System.Text.Json;

namespace MultiSession.Tool.Tests;

/// <summary>
/// The parts of the SARIF 2.1.0 schema that the tool's reports use: which properties an object may and must have, of what
/// kind they are, and what references must hold. Written by hand after the standard; a property that is not listed is an error,
/// as in the schema itself.
/// </summary>
internal static class SarifSchema
{
    private static readonly Dictionary<string, (string[] Required, Dictionary<string, string> Properties)> Objects = new()
    {
        ["log"] = (["version", "runs"], new() { ["$schema"] = "uri", ["version"] = "2.1.0", ["runs"] = "run[]" }),
        ["run"] = (["tool"], new()
        {
            ["tool"] = "tool",
            ["invocations"] = "invocation[]",
            ["originalUriBaseIds"] = "artifactLocation{}",
            ["columnKind"] = "utf16CodeUnits|unicodeCodePoints",
            ["results"] = "result[]",
        }),
        ["tool"] = (["driver"], new() { ["driver"] = "toolComponent" }),
        ["toolComponent"] = (["name"], new() { ["name"] = "text", ["semanticVersion"] = "text", ["rules"] = "reportingDescriptor[]" }),
        ["reportingDescriptor"] = (["id"], new()
        {
            ["id"] = "text",
            ["shortDescription"] = "message",
            ["fullDescription"] = "message",
            ["helpUri"] = "uri",
            ["defaultConfiguration"] = "reportingConfiguration",
            ["properties"] = "bag",
        }),
        ["reportingConfiguration"] = ([], new() { ["level"] = "none|note|warning|error" }),
        ["invocation"] = (["executionSuccessful"], new() { ["executionSuccessful"] = "bool", ["toolExecutionNotifications"] = "notification[]" }),
        ["notification"] = (["message"], new() { ["level"] = "none|note|warning|error", ["message"] = "message" }),
        ["result"] = (["message"], new()
        {
            ["ruleId"] = "text",
            ["ruleIndex"] = "index",
            ["level"] = "none|note|warning|error",
            ["message"] = "message",
            ["locations"] = "location[]",
            ["relatedLocations"] = "location[]",
            ["codeFlows"] = "codeFlow[]",
            ["partialFingerprints"] = "text{}",
            ["properties"] = "bag",
        }),
        ["codeFlow"] = (["threadFlows"], new() { ["threadFlows"] = "threadFlow[1]" }),
        ["threadFlow"] = (["locations"], new() { ["id"] = "text", ["locations"] = "threadFlowLocation[1]" }),
        ["threadFlowLocation"] = ([], new() { ["location"] = "location" }),
        ["location"] = ([], new() { ["id"] = "index", ["physicalLocation"] = "physicalLocation", ["message"] = "message" }),
        ["physicalLocation"] = (["artifactLocation"], new() { ["artifactLocation"] = "artifactLocation", ["region"] = "region" }),
        ["artifactLocation"] = ([], new() { ["uri"] = "uri", ["uriBaseId"] = "text" }),
        ["region"] = ([], new() { ["startLine"] = "position", ["startColumn"] = "position", ["endLine"] = "position", ["endColumn"] = "position" }),
        ["message"] = (["text"], new() { ["text"] = "text" }),
    };

    /// <summary>What is wrong with a log, a line each; nothing when it is valid.</summary>
    public static IReadOnlyList<string> Violations(JsonElement log)
    {
        var found = new List<string>();
        Check(log, "log", "$", found);
        if (found.Count == 0) CheckReferences(log, found);
        return found;
    }

    private static void Check(JsonElement value, string kind, string path, List<string> found)
    {
        if (kind.EndsWith(']')) CheckItems(value, kind, path, found);
        else if (kind.EndsWith("{}", StringComparison.Ordinal))
        {
            if (value.ValueKind != JsonValueKind.Object) found.Add($"{path}: not an object");
            else foreach (var member in value.EnumerateObject()) Check(member.Value, kind[..^2], $"{path}.{member.Name}", found);
        }
        else if (Objects.TryGetValue(kind, out var shape)) CheckObject(value, shape, path, found);
        else if (!IsValid(value, kind)) found.Add($"{path}: '{value}' is no {kind}");
    }

    private static void CheckItems(JsonElement value, string kind, string path, List<string> found)
    {
        var bracket = kind.IndexOf('[', StringComparison.Ordinal);
        if (value.ValueKind != JsonValueKind.Array) { found.Add($"{path}: not an array"); return; }
        if (kind[^2] == '1' && value.GetArrayLength() == 0) found.Add($"{path}: empty");
        foreach (var (i, item) in value.EnumerateArray().Index()) Check(item, kind[..bracket], $"{path}[{i}]", found);
    }

    private static void CheckObject(JsonElement value, (string[] Required, Dictionary<string, string> Properties) shape, string path, List<string> found)
    {
        if (value.ValueKind != JsonValueKind.Object) { found.Add($"{path}: not an object"); return; }
        found.AddRange(shape.Required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{path}: no '{name}'"));
        foreach (var member in value.EnumerateObject())
        {
            if (shape.Properties.TryGetValue(member.Name, out var kind)) Check(member.Value, kind, $"{path}.{member.Name}", found);
            else found.Add($"{path}: '{member.Name}' is unknown");
        }
    }

    private static bool IsValid(JsonElement value, string kind) => kind switch
    {
        "text" => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 },
        "uri" => value.ValueKind == JsonValueKind.String && Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute),
        "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "index" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var index) && index >= 0,
        "position" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var position) && position >= 1,
        "bag" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.String && kind.Split('|').Contains(value.GetString()),
    };

    /// <summary>A rule index names the rule of the result, and a base id is declared.</summary>
    private static void CheckReferences(JsonElement log, List<string> found)
    {
        foreach (var run in log.GetProperty("runs").EnumerateArray())
        {
            var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToArray();
            foreach (var result in run.GetProperty("results").EnumerateArray())
            {
                if (rules.ElementAtOrDefault(result.GetProperty("ruleIndex").GetInt32()) != result.GetProperty("ruleId").GetString()) found.Add("ruleIndex names another rule");
                foreach (var location in result.GetProperty("locations").EnumerateArray())
                {
                    var artifact = location.GetProperty("physicalLocation").GetProperty("artifactLocation");
                    if (artifact.TryGetProperty("uriBaseId", out var id) && !run.GetProperty("originalUriBaseIds").TryGetProperty(id.GetString() ?? "", out _)) found.Add($"{id} is not declared");
                }
            }
        }
    }
}
