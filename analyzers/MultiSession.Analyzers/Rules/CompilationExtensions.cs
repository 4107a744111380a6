using System.Linq;
using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Rules;

internal static class CompilationExtensions
{
    /// <summary>Finds a type also where several references define it, for which <c>GetTypeByMetadataName</c> answers null.</summary>
    public static INamedTypeSymbol? FindType(this Compilation compilation, string metadataName) =>
        compilation.GetTypeByMetadataName(metadataName) ?? compilation.GetTypesByMetadataName(metadataName).FirstOrDefault();
}
