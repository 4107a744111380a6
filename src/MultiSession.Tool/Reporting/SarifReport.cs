using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using MultiSession.Tool.Analysis;

namespace MultiSession.Tool.Reporting;

/// <summary>Writes SARIF 2.1.0: one run, the rules that were applied, and each thread's story as a thread flow.</summary>
internal sealed class SarifReport(AnalysisReport report, RuleSelection selection)
{
    private const string SchemaUri = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string SourceRoot = "%SRCROOT%";
    private const string FingerprintName = "multisession/v1";

    private readonly string _root = report.Program.Root;
    private readonly Fingerprints _fingerprints = new(report.Program.Root);
    private readonly DiagnosticDescriptor[] _rules =
    [
        .. RuleCatalog.Rules.Values.Where(rule => selection.Includes(rule.Id))
            .Concat(report.Findings.Select(finding => finding.Diagnostic.Descriptor))
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("$schema", SchemaUri);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(SourceRoot);
        json.WriteString("uri", new Uri(Path.TrimEndingDirectorySeparator(_root) + Path.DirectorySeparatorChar).AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in report.Findings) WriteResult(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "multisession");
        json.WriteString("semanticVersion", ToolVersion.Text);
        json.WriteStartArray("rules");
        foreach (var rule in _rules) WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, DiagnosticDescriptor rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        WriteText(json, "shortDescription", rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var description = rule.Description.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (description.Length > 0) WriteText(json, "fullDescription", description);
        if (rule.HelpLinkUri.Length > 0) json.WriteString("helpUri", rule.HelpLinkUri);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.DefaultSeverity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("category", rule.Category);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Failures.IsEmpty);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var failure in report.Failures) WriteNotification(json, "error", failure);
        foreach (var note in report.Program.Notes) WriteNotification(json, "note", note);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, string level, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        WriteText(json, "message", text);
        json.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.RuleId);
        json.WriteNumber("ruleIndex", Array.FindIndex(_rules, rule => rule.Id == finding.RuleId));
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Location, null);
        json.WriteEndArray();
        WriteRelatedLocations(json, finding);
        WriteCodeFlows(json, finding);
        json.WriteStartObject("partialFingerprints");
        json.WriteString(FingerprintName, _fingerprints.Of(finding));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("locks");
        foreach (var name in finding.Locks) json.WriteStringValue(name);
        json.WriteEndArray();
        if (finding.Confidence is { } confidence) json.WriteString("confidence", confidence);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteRelatedLocations(Utf8JsonWriter json, Finding finding)
    {
        var related = finding.Steps.IsEmpty
            ? finding.Diagnostic.AdditionalLocations.Select(location => (location, message: (string?)null))
            : finding.Steps.Select(step => (location: step.Location, message: (string?)step.Message));
        json.WriteStartArray("relatedLocations");
        var id = 0;
        foreach (var (location, message) in related) WriteLocation(json, location, message, id++);
        json.WriteEndArray();
    }

    private void WriteCodeFlows(Utf8JsonWriter json, Finding finding)
    {
        if (finding.Steps.IsEmpty) return;
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        foreach (var (i, thread) in finding.Steps.GroupBy(step => step.Thread).Index())
        {
            json.WriteStartObject();
            json.WriteString("id", $"thread {i + 1}");
            json.WriteStartArray("locations");
            foreach (var step in thread)
            {
                json.WriteStartObject();
                json.WritePropertyName("location");
                WriteLocation(json, step.Location, step.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteLocation(Utf8JsonWriter json, Location location, string? message, int? id = null)
    {
        var span = location.GetLineSpan();
        json.WriteStartObject();
        if (id is { } number) json.WriteNumber("id", number);
        if (location.IsInSource)
        {
            var (uri, isRelative) = SourcePath.ToUri(_root, span.Path);
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", uri);
            if (isRelative) json.WriteString("uriBaseId", SourceRoot);
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", span.StartLinePosition.Line + 1);
            json.WriteNumber("startColumn", span.StartLinePosition.Character + 1);
            json.WriteNumber("endLine", span.EndLinePosition.Line + 1);
            json.WriteNumber("endColumn", span.EndLinePosition.Character + 1);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (message is not null) WriteText(json, "message", message);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
