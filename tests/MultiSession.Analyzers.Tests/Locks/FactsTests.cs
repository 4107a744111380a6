using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MultiSession.Analyzers.Locks.Lowering;

namespace MultiSession.Analyzers.Tests.Locks;

public class FactsTests
{
    private static readonly INamedTypeSymbol Symbol = CSharpCompilation.Create("Empty").ObjectType;

    /// <summary>A kind of fact that is left out of the merge would be missing in every build, and in no test of one type.</summary>
    [Fact]
    public void Every_kind_of_fact_is_merged()
    {
        var part = new Facts();
        var collections = typeof(Facts).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => typeof(IEnumerable).IsAssignableFrom(property.PropertyType)).ToList();
        Assert.NotEmpty(collections);
        foreach (var collection in collections) AddOne(collection.GetValue(part)!);

        var whole = Facts.Merge([part]);

        Assert.All(collections, collection => Assert.True(((IEnumerable)collection.GetValue(whole)!).Cast<object?>().Count() == 1, collection.Name));
    }

    private static void AddOne(object collection)
    {
        var add = collection.GetType().GetMethod("TryAdd") ?? collection.GetType().GetMethod("Add")!;
        add.Invoke(collection, [.. add.GetParameters().Select(parameter => Any(parameter.ParameterType))]);
    }

    private static object? Any(Type type) =>
        type.IsValueType ? Activator.CreateInstance(type) : type.IsAssignableFrom(typeof(INamedTypeSymbol)) ? Symbol : RuntimeHelpers.GetUninitializedObject(type);
}
