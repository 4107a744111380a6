using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>What stands in for a setting that is not given.</summary>
/// <param name="Constant">A constant, as source that holds in any file.</param>
/// <param name="Expression">An expression, to be evaluated inside the session class.</param>
/// <param name="IsUnknown">Whether there is a default that only the session object can compute.</param>
internal readonly record struct DefaultValue(string? Constant = null, DefaultExpression? Expression = null, bool IsUnknown = false)
{
    public bool IsGiven => Constant is not null || Expression is not null;
}

/// <summary>Reads the initializer of a setting.</summary>
internal static class DefaultParser
{
    public static DefaultValue Parse(IPropertySymbol property, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(cancellationToken) switch
            {
                PropertyDeclarationSyntax { Initializer.Value: var initializer } => initializer,
                ParameterSyntax { Default.Value: var initializer } => initializer,
                _ => null,
            };
            if (value is null || IsPlaceholder(value)) continue;
            return Read(value, property, compilation.GetSemanticModel(value.SyntaxTree), cancellationToken);
        }

        return default;
    }

    // "= null!" only quiets the compiler: the setting has no default.
    private static bool IsPlaceholder(ExpressionSyntax value) =>
        value.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        && value is PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax or DefaultExpressionSyntax };

    private static DefaultValue Read(ExpressionSyntax value, IPropertySymbol property, SemanticModel semantics, CancellationToken cancellationToken)
    {
        if (semantics.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: var constant })
        {
            return new DefaultValue(Constant: Literals.Of(constant, semantics.GetTypeInfo(value, cancellationToken).Type ?? property.Type));
        }

        if (value.ContainsDiagnostics || NeedsTheObject(value, semantics, cancellationToken)) return new DefaultValue(IsUnknown: true);
        var (file, @namespace) = UsingsAround(value);
        return new DefaultValue(Expression: new DefaultExpression(value.WithoutTrivia().ToFullString(), file, @namespace));
    }

    /// <summary>Whether the expression reads a parameter of the primary constructor.</summary>
    private static bool NeedsTheObject(ExpressionSyntax value, SemanticModel semantics, CancellationToken cancellationToken) =>
        value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            semantics.GetSymbolInfo(name, cancellationToken).Symbol is IParameterSymbol { ContainingSymbol: var owner }
            && owner is IMethodSymbol { MethodKind: MethodKind.Constructor });

    private static (string File, string Namespace) UsingsAround(SyntaxNode node)
    {
        var file = "";
        var inner = new List<string>();
        foreach (var ancestor in node.Ancestors())
        {
            if (ancestor is BaseNamespaceDeclarationSyntax @namespace) inner.Insert(0, Spell(@namespace.Externs, @namespace.Usings));
            else if (ancestor is CompilationUnitSyntax unit) file = Spell(unit.Externs, unit.Usings);
        }

        return (file, string.Join("\n", inner.Where(usings => usings.Length > 0)));
    }

    private static string Spell(SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings) => string.Join(
        "\n",
        externs.Select(directive => directive.WithoutTrivia().ToString())
            .Concat(usings
                .Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.None))
                .Select(directive => directive.WithoutTrivia().ToString())));
}
