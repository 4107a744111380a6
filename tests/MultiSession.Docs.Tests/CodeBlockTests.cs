namespace MultiSession.Docs.Tests;

/// <summary>
/// Every <c>csharp</c> block compiles. The blocks of a page are one project, so a later block may use what an earlier one declares; a
/// block of <c>docs/rules</c> is a project of its own. A block marked <c>does-not-compile</c> must not compile.
/// </summary>
public class CodeBlockTests
{
    public static TheoryData<string> PagesWithCode() =>
        new(Repository.Pages.Where(page => CodeBlock.Read(page).Any(block => block.IsCSharp)));

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public void The_code_of_a_page_compiles(string page)
    {
        var blocks = CodeBlock.Read(page).Where(block => block.IsCSharp && !block.Is("does-not-compile")).ToList();
        var projects = page.StartsWith("docs/rules/", StringComparison.Ordinal) ? blocks.Select(block => new[] { block }) : [[.. blocks]];
        var errors = projects.SelectMany(project => PageCompiler.Errors(PageCompiler.Compile(project))).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public void Code_that_is_said_not_to_compile_does_not(string page)
    {
        var blocks = CodeBlock.Read(page).Where(block => block.IsCSharp).ToList();
        var sound = blocks.Where(block => !block.Is("does-not-compile")).ToList();
        Assert.All(blocks.Except(sound), block => Assert.NotEmpty(PageCompiler.Errors(PageCompiler.Compile([.. sound, block]))));
    }

    [Fact]
    public void An_error_is_reported_at_its_line_of_the_page()
    {
        string[] lines = ["# Page", "", "```csharp", "using System.Text;", "", "var text = new StringBuilder();", "text.Missing();", "```"];
        var error = Assert.Single(PageCompiler.Errors(PageCompiler.Compile(CodeBlock.Read("docs/page.md", lines))));
        Assert.StartsWith("docs/page.md:7: CS1061", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_may_use_what_they_are_given_and_types_of_blocks_before()
    {
        string[] lines =
        [
            "```csharp", "public sealed record Greeting(string Text);", "```",
            "<!-- given: Greeting greeting, CancellationToken stop -->", "",
            "```csharp", "await Task.Delay(greeting.Text.Length, stop);", "```",
        ];
        Assert.Empty(PageCompiler.Errors(PageCompiler.Compile(CodeBlock.Read("docs/page.md", lines))));
    }

    [Fact]
    public void A_block_knows_its_marks_and_its_heading()
    {
        string[] lines = ["## Bad", "```csharp", "class A;", "```", "## Fixed", "1. step", "   ```csharp good", "   class B;", "   ```", "```sh", "ls", "```"];
        var blocks = CodeBlock.Read("docs/page.md", lines).ToList();
        Assert.Equal([true, false, false], blocks.Select(block => block.Is("bad")));
        Assert.Equal([false, true, false], blocks.Select(block => block.Is("good")));
        Assert.Equal([true, true, false], blocks.Select(block => block.IsCSharp));
        Assert.Equal("class B;", blocks[1].Code);
    }
}
