using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiSession.Generators.Emission;
using MultiSession.Generators.Models;
using MultiSession.Generators.Parsing;

namespace MultiSession.Generators;

/// <summary>Emits the config, errors, handle, coordinator and registration of every <c>[Session]</c> class.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SessionGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var sessions = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.SessionAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (context, cancellationToken) => SessionParser.Parse(context, cancellationToken))
            .Where(static session => session is not null)
            .Select(static (session, _) => session!)
            .WithTrackingName(TrackingNames.Sessions);

        var collisions = sessions
            .Select(static (session, _) => session.FullName)
            .Collect()
            .Select(static (names, _) => FileNames.Collisions(names))
            .WithTrackingName(TrackingNames.Collisions);

        var outputs = sessions
            .Combine(collisions)
            .Select(static (pair, _) => new SessionOutput(pair.Left, FileNames.BaseOf(pair.Left.FullName, pair.Right)))
            .WithTrackingName(TrackingNames.Outputs);

        context.RegisterSourceOutput(outputs, static (context, output) => SessionEmitter.Emit(context, output));
    }
}
