using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Reads one <c>[Session]</c> class into its model. What cannot be generated is left out without a word: analyzers report it.</summary>
internal static class SessionParser
{
    public static SessionModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type) return null;
        if (!IsFirstMark(context, type) || !CanBeExtended(type, cancellationToken)) return null;
        var names = new GeneratedNames(type.Name);
        if (!names.AreFree(type)) return null;

        var compilation = context.SemanticModel.Compilation;
        var settings = SettingParser.Parse(type, compilation, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var dependencies = DependencyParser.Parse(type, names, settings, compilation, cancellationToken);
        if (dependencies is null || !AllRequiredMembersAreSet(type, settings)) return null;

        var attribute = context.Attributes[0];
        var containers = Containers(type);
        return new SessionModel
        {
            Name = type.Name,
            EscapedName = Identifiers.Escape(type.Name),
            Type = TypeNames.Of(type),
            Scope = TypeNames.Of(type.ContainingSymbol, ""),
            FullName = TypeNames.Dotted(type),
            StoreName = attribute.Named<string>("Name") is { Length: > 0 } name ? name : TypeNames.Dotted(type),
            Namespace = NamespaceOf(type),
            Containers = containers.Select(container => $"partial {KeywordOf(container)} {Identifiers.Escape(container.Name)}").ToEquatableArray(),
            ContainerPrefix = string.Concat(containers.Select(container => container.Name + "_")),
            Keyword = KeywordOf(type),
            Accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility),
            IsPublic = TypeNames.VisibilityOf(type) is Accessibility.Public,
            MaxSessions = attribute.Named<int>("MaxSessions") is > 0 and var maximum ? maximum : null,
            IdleTimeoutTicks = Attributes.PositiveTicks(attribute.Named<string>("IdleTimeout")),
            JsonContext = JsonContextOf(attribute),
            Dependencies = dependencies.ToEquatableArray(),
            Settings = settings.ToEquatableArray(),
            States = StateParser.Parse(type).ToEquatableArray(),
            Operations = OperationParser.Parse(type, names, cancellationToken).ToEquatableArray(),
            Errors = ErrorParser.Parse(type, names.Error, cancellationToken).ToEquatableArray(),
        };
    }

    /// <summary>Whether the class is met at the first of its attributes: unfinished code may have several, or several classes of its name.</summary>
    private static bool IsFirstMark(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol scope = type.ContainingType is { } container ? container : type.ContainingNamespace;
        return scope.GetTypeMembers(type.Name, type.Arity).Length is 1
            && Attributes.Find(type, WellKnownNames.SessionAttribute)?.ApplicationSyntaxReference is { } mark
            && mark.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.FullSpan.Contains(mark.Span);
    }

    /// <summary>Whether generated code can add parts to the class and its containers, and name them from the namespace.</summary>
    private static bool CanBeExtended(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsGenericType: false, CanBeReferencedByName: true }
        && TypeNames.VisibilityOf(type) is not Accessibility.Private
        && Containers(type).Append(type).All(part =>
            part.Arity is 0 && part.DeclaredAccessibility is not Accessibility.ProtectedOrInternal && IsPartial(part, cancellationToken));

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax { Identifier.IsMissing: false } part
            && part.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool AllRequiredMembersAreSet(INamedTypeSymbol type, IReadOnlyCollection<SettingModel> settings)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                var isRequired = member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
                if (isRequired && !settings.Any(setting => setting.Name == member.Name)) return false;
            }
        }

        return true;
    }

    private static List<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        var containers = new List<INamedTypeSymbol>();
        for (var container = type.ContainingType; container is not null; container = container.ContainingType) containers.Insert(0, container);
        return containers;
    }

    private static string KeywordOf(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string NamespaceOf(INamedTypeSymbol type)
    {
        if (type.ContainingNamespace is not { IsGlobalNamespace: false } @namespace) return "";
        return @namespace.ToDisplayString(TypeNames.Format).Substring("global::".Length);
    }

    private static string? JsonContextOf(AttributeData attribute)
    {
        if (attribute.Named<INamedTypeSymbol>("JsonContext") is not { } context) return null;
        if (TypeNames.Visibility(context) is Accessibility.Private) return null;
        for (var current = context.BaseType; current is not null; current = current.BaseType)
        {
            if (TypeNames.Is(current, WellKnownNames.JsonSerializerContext)) return TypeNames.Of(context);
        }

        return null;
    }
}
