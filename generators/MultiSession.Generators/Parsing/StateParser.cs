using Microsoft.CodeAnalysis;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Parsing;

/// <summary>Finds the properties that are saved with a session.</summary>
internal static class StateParser
{
    public static IEnumerable<StateModel> Parse(INamedTypeSymbol session) =>
        from member in Members.With<IPropertySymbol>(session, WellKnownNames.StateAttribute)
        let property = member.Symbol
        where property is { IsIndexer: false, GetMethod: { } getter, SetMethod: { IsInitOnly: false } setter }
            && Members.IsReachable(getter, session)
            && Members.IsReachable(setter, session)
            && property.RefKind is RefKind.None
            && property.ExplicitInterfaceImplementations.IsEmpty
            && TypeNames.CanBeStored(property.Type)
        select new StateModel(property.Name, Identifiers.Escape(property.Name), JsonParser.Parse(property.Type));
}
