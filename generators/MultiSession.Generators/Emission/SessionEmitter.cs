using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MultiSession.Generators.Models;

namespace MultiSession.Generators.Emission;

/// <summary>Emits the files of one session, one for each artefact.</summary>
internal static class SessionEmitter
{
    public static void Emit(SourceProductionContext context, SessionOutput output)
    {
        var session = output.Session;
        Add("Config", ConfigEmitter.Emit(session));
        Add("Config.Builder", BuilderEmitter.Emit(session));
        Add("Context", ContextEmitter.Emit(session));
        Add("Error", ErrorEmitter.Emit(session));
        Add("Errors", ErrorFactoryEmitter.Emit(session));
        Add("Exception", ExceptionEmitter.Emit(session));
        Add("Definition", DefinitionEmitter.Emit(session));
        Add("Handle", HandleEmitter.Emit(session));
        Add("Coordinator", CoordinatorEmitter.Emit(session));
        Add("Registration", RegistrationEmitter.Emit(session));
        foreach (var (artefact, text) in DefaultsEmitter.Emit(session)) Add(artefact, text);

        void Add(string artefact, string text)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.AddSource($"{output.FileBase}.{artefact}.g.cs", SourceText.From(text, Encoding.UTF8));
        }
    }
}
