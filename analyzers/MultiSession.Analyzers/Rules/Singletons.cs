using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MultiSession.Analyzers.Rules;

/// <summary>The types of which the program keeps one instance for ever: in a static member, or registered as such.</summary>
internal sealed class Singletons
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);

    public bool Contains(ITypeSymbol type) => _types.ContainsKey(type.OriginalDefinition);

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
            case IInvocationOperation { TargetMethod: { Name: "AddSingleton" or "TryAddSingleton" or "AddHostedService", TypeArguments: { Length: > 0 } types } }:
                _types.TryAdd(types[types.Length - 1].OriginalDefinition, true);
                break;
        }
    }

    private void Add(IOperation value)
    {
        if (value.Unwrap() is IObjectCreationOperation { Type: { } type }) _types.TryAdd(type.OriginalDefinition, true);
    }
}
