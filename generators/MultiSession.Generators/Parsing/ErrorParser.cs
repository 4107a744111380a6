using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Finds the error records that a session declares and compiles their message formats.</summary>
internal static class ErrorParser
{
    private const string CodeMember = "Code";
    private const string MessageMember = "Message";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    private static readonly Regex Hole = new(@"\{\{|\}\}|\{(?<name>[\w@]+)(:(?<format>[^{}""\\]+))?\}", RegexOptions.CultureInvariant);

    public static IEnumerable<ErrorModel> Parse(INamedTypeSymbol session, string errorBase, CancellationToken cancellationToken)
    {
        foreach (var type in session.GetTypeMembers())
        {
            if (Attributes.Find(type, WellKnownNames.ErrorAttribute) is { } attribute && CanJoin(type, errorBase, cancellationToken))
            {
                yield return new ErrorModel(
                    Identifiers.Escape(type.Name),
                    MemberOf(type, CodeMember, () => $"=> {Literals.Of(type.Name)};"),
                    MemberOf(type, MessageMember, () => $"=> string.Create({Invariant}, ${Compile(FormatOf(attribute) ?? type.Name, type)});"));
            }
        }
    }

    private static string? FormatOf(AttributeData attribute) => attribute.Positional() is [string format] ? format : null;

    private static bool CanJoin(INamedTypeSymbol type, string errorBase, CancellationToken cancellationToken) =>
        type is { IsRecord: true, TypeKind: TypeKind.Class, IsGenericType: false, IsStatic: false, IsAbstract: false, Name.Length: > 0 }
        && type.DeclaringSyntaxReferences.All(reference => IsPartial(reference.GetSyntax(cancellationToken)))
        && (type.BaseType is { SpecialType: SpecialType.System_Object } || (type.BaseType is IErrorTypeSymbol { Name: var name } && name == errorBase))
        && HasTextOrNone(type, CodeMember, cancellationToken)
        && HasTextOrNone(type, MessageMember, cancellationToken);

    private static bool IsPartial(SyntaxNode node) => node is TypeDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);

    // A positional property would be settable, which the base's is not; it becomes a plain one that keeps the user's text.
    private static string? MemberOf(INamedTypeSymbol type, string name, Func<string> generate) => type.GetMembers(name) switch
    {
        [] => generate(),
        [IPropertySymbol { IsOverride: true }] => null,
        _ => $"{{ get; }} = {name} ?? \"\";",
    };

    private static bool HasTextOrNone(INamedTypeSymbol type, string name, CancellationToken cancellationToken) =>
        type.GetMembers(name).All(member =>
            member is IPropertySymbol { Type.SpecialType: SpecialType.System_String } property
            && (property.IsOverride || property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(cancellationToken) is ParameterSyntax)));

    private static string Compile(string format, INamedTypeSymbol type)
    {
        var properties = new HashSet<string>(
            type.GetMembers().OfType<IPropertySymbol>()
                .Where(property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null })
                .Select(property => property.Name));
        var text = new StringBuilder("\"");
        var end = 0;
        foreach (Match match in Hole.Matches(format))
        {
            AppendText(text, format.Substring(end, match.Index - end));
            end = match.Index + match.Length;
            var name = match.Groups["name"].Value;
            if (match.Value is "{{" or "}}") text.Append(match.Value);
            else if (!properties.Contains(name)) AppendText(text, match.Value);
            else
            {
                var spec = match.Groups["format"] is { Success: true, Value: var given } ? ":" + given : "";
                text.Append("{this.").Append(Identifiers.Escape(name)).Append(spec).Append('}');
            }
        }

        AppendText(text, format.Substring(end));
        return text.Append('"').ToString();
    }

    private static void AppendText(StringBuilder target, string text)
    {
        var literal = Literals.Of(text);
        target.Append(literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}"));
    }
}
