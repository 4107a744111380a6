using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiSession.Analyzers.Locks.Resolution;

/// <summary>What a record is given for a property that it has by a parameter.</summary>
internal static class RecordParameters
{
    public static IEnumerable<IParameterSymbol> Of(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences is [var syntax, ..] && syntax.GetSyntax() is ParameterSyntax written
            ? property.ContainingType.InstanceConstructors.SelectMany(static constructor => constructor.Parameters).Where(parameter => parameter.DeclaringSyntaxReferences is [var given, ..] && given.GetSyntax() == written)
            : [];
}
