using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>The types of which the program keeps one instance for ever: in a static member, or registered as such.</summary>
internal sealed class Singletons
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _createdElsewhere = new(SymbolEqualityComparer.Default);

    public bool Contains(ITypeSymbol type) => _types.ContainsKey(type.OriginalDefinition) && !_createdElsewhere.ContainsKey(type.OriginalDefinition);

    public void Record(IOperation operation)
    {
        switch (operation)
        {
            case IFieldInitializerOperation initializer when initializer.InitializedFields.Any(field => field.IsStatic):
                Add(initializer.Value);
                break;
            case IPropertyInitializerOperation initializer when initializer.InitializedProperties.Any(property => property.IsStatic):
                Add(initializer.Value);
                break;
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } } assignment:
                Add(assignment.Value);
                break;
            case IObjectCreationOperation { Type: { } type } creation when !type.DeclaringSyntaxReferences.IsEmpty && !IsKept(creation):
                _createdElsewhere.TryAdd(type.OriginalDefinition, true);
                break;
            case IInvocationOperation { TargetMethod: { Name: "AddSingleton" or "TryAddSingleton" or "AddHostedService", TypeArguments: { Length: > 0 } types } }:
                _types.TryAdd(types[types.Length - 1].OriginalDefinition, true);
                break;
        }
    }

    /// <summary>Whether the instance goes straight into a member, which is static where the type counts as a singleton.</summary>
    private static bool IsKept(IObjectCreationOperation creation)
    {
        var parent = creation.Parent;
        while (parent is IConversionOperation) parent = parent.Parent;
        return parent switch
        {
            IFieldInitializerOperation initializer => initializer.InitializedFields.All(field => field.IsStatic),
            IPropertyInitializerOperation initializer => initializer.InitializedProperties.All(property => property.IsStatic),
            IAssignmentOperation { Target: IFieldReferenceOperation { Field.IsStatic: true } } => true,
            _ => false,
        };
    }

    private void Add(IOperation value)
    {
        if (value.Unwrap() is IObjectCreationOperation { Type: { } type }) _types.TryAdd(type.OriginalDefinition, true);
    }
}
