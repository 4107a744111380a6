using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Sdk;

namespace MultiSession.Analyzers.Tests.Verification;

/// <summary>The verifier itself can fail: a test that cannot fail would prove nothing.</summary>
public class VerifierTests
{
    [Fact]
    public void Marks_are_taken_out_and_may_nest()
    {
        var (text, expected) = Markup.Parse("a [|b {|X1:c|}|] d", "/0.cs");
        Assert.Equal("a b c d", text);
        Assert.Equal(["X1:c", ":b c"], expected.Select(mark => $"{mark.Id}:{text.Substring(mark.Span.Start, mark.Span.Length)}"));
    }

    [Fact]
    public async Task Exact_marks_pass()
    {
        var findings = await Verify.Analyzer<ClassNameAnalyzer>("class [|A|]; class {|TEST1:B|};");
        Assert.Equal(2, findings.Length);
    }

    [Theory]
    [InlineData("class A; [|class|] B;")]
    [InlineData("class {|TEST2:A|};")]
    [InlineData("class [|A|]; class B;")]
    [InlineData("class [|A|]; class B : Missing;")]
    [InlineData("class [|Throws|];")]
    public async Task A_wrong_expectation_fails(string source) =>
        await Assert.ThrowsAnyAsync<XunitException>(() => Verify.Analyzer<ClassNameAnalyzer>(source));

    [Fact]
    public Task Pragma_is_honoured() => Verify.Silent<ClassNameAnalyzer>("#pragma warning disable TEST1\nclass A;");

    [Fact]
    public async Task EditorConfig_is_honoured()
    {
        await Verify.Silent<ClassNameAnalyzer>(new TestProject("class A;") { EditorConfig = "[*.cs]\ndotnet_diagnostic.TEST1.severity = none" });
        var findings = await Verify.Analyzer<ClassNameAnalyzer>(
            new TestProject("class [|A|];") { EditorConfig = "[*.cs]\ndotnet_diagnostic.TEST1.severity = error" });
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(findings).Severity);
    }

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // A stand-in that never ships.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    internal sealed class ClassNameAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("TEST1", "A class", "A class", "Test", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(Report, SyntaxKind.ClassDeclaration);
        }

        private static void Report(SyntaxNodeAnalysisContext context)
        {
            var name = ((ClassDeclarationSyntax)context.Node).Identifier;
            if (name.Text == "Throws") throw new InvalidOperationException();
            context.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation()));
        }
    }
}
