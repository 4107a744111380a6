using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Finds the operations of a session class and gives each its place in the handle.</summary>
internal static class OperationParser
{
    private const string AsyncSuffix = "Async";
    private const string TokenName = "cancellationToken";

    public static IEnumerable<OperationModel> Parse(INamedTypeSymbol session, GeneratedNames names, CancellationToken cancellationToken)
    {
        var usable = Members.With<IMethodSymbol>(session, WellKnownNames.OperationAttribute)
            .Where(member => IsUsable(member.Symbol, names.Nameable))
            .ToList();
        var signatures = new HashSet<string>(usable.Select(member => Signature(member.Symbol.Name, member.Symbol, withToken: false)));
        var fields = new HashSet<string>();
        var operations = new List<OperationModel>();
        foreach (var (method, attribute) in usable)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, result) = ReturnOf(method.ReturnType);
            var addsToken = !HasToken(method)
                && method.Parameters is not [.., { IsParams: true }]
                && signatures.Add(Signature(method.Name, method, withToken: true));
            var displayName = DisplayNameOf(method);
            var isTaken = ReservedNames.Handle.Contains(method.Name) || method.Name == names.Handle;
            var name = isTaken ? method.Name + AsyncSuffix : method.Name;
            var tryName = "Try" + Identifiers.Capitalize(name);
            var accessibility = method.DeclaredAccessibility is Accessibility.Public ? "public" : "internal";
            var hasTwin = signatures.Add(Signature(tryName, method, addsToken));
            var parameters = ParameterParser.Parse(method).ToEquatableArray();
            operations.Add(new OperationModel
            {
                SessionMethod = Identifiers.Escape(method.Name),
                Method = Identifiers.Escape(name),
                TryMethod = hasTwin ? tryName : tryName + "Core",
                TryAccessibility = hasTwin ? accessibility : "private",
                DisplayName = displayName,
                Field = Identifiers.Claim(Identifiers.Capitalize(displayName) + "Operation", fields, "_"),
                Kind = kind,
                Result = result,
                Accessibility = accessibility,
                TypeParameters = TypeConstraints.ListOf(method),
                TypeConstraints = method.TypeParameters.Select(TypeConstraints.Of).Where(clause => clause.Length > 0).ToEquatableArray(),
                Parameters = parameters,
                Token = addsToken ? FreeTokenName(method) : parameters.FirstOrDefault(parameter => parameter.IsToken)?.EscapedName,
                AddsToken = addsToken,
                TimeoutTicks = Attributes.PositiveTicks(attribute.Named<string>("Timeout")),
                Obsolete = Attributes.Find(method, WellKnownNames.ObsoleteAttribute) is { } obsolete ? Attributes.Spell(obsolete) : null,
                Documentation = DocComments.Of(method, cancellationToken),
            });
        }

        return operations;
    }

    private static string DisplayNameOf(IMethodSymbol method) =>
        method.Name.EndsWith(AsyncSuffix, StringComparison.Ordinal) && method.Name.Length > AsyncSuffix.Length
            ? method.Name.Substring(0, method.Name.Length - AsyncSuffix.Length)
            : method.Name;

    private static bool IsUsable(IMethodSymbol method, IReadOnlyCollection<string> generated) =>
        method is { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsVararg: false, RefKind: RefKind.None, CanBeReferencedByName: true }
        && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && ReturnOf(method.ReturnType).Kind is not ReturnKind.Unsupported
        && TypeNames.CanBeStored(method.ReturnType, generated)
        && TypeNames.Visibility(method.ReturnType) is not Accessibility.Private
        && method.Parameters.All(parameter => ParameterParser.IsUsable(parameter, generated))
        && method.TypeParameters.All(TypeConstraints.IsUsable)
        && Attributes.Find(method, WellKnownNames.ObsoleteAttribute)?.ConstructorArguments is not [_, { Value: true }];

    private static (ReturnKind Kind, string? Result) ReturnOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return default;
        var kind = TypeNames.Dotted(named.OriginalDefinition) switch
        {
            WellKnownNames.Task => ReturnKind.Task,
            WellKnownNames.ValueTask => ReturnKind.ValueTask,
            WellKnownNames.AsyncEnumerable => ReturnKind.Stream,
            _ => ReturnKind.Unsupported,
        };
        return (kind, named.TypeArguments is [var result] ? TypeNames.Of(result) : null);
    }

    private static bool HasToken(IMethodSymbol method) => method.Parameters.Any(ParameterParser.IsToken);

    private static string FreeTokenName(IMethodSymbol method) =>
        Identifiers.Claim(TokenName, new HashSet<string>(method.Parameters.Select(parameter => parameter.Name)), "_");

    private static string Signature(string name, IMethodSymbol method, bool withToken)
    {
        var types = method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        if (withToken) types = types.Append("global::" + WellKnownNames.CancellationToken);
        return $"{name}`{method.Arity}({string.Join(",", types)})";
    }
}
