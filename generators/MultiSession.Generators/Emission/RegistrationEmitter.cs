using MultiSession.Generators.Models;
using MultiSession.Generators.Parsing;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>AddXs</c>: the registration with a service collection.</summary>
internal static class RegistrationEmitter
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
    private const string Configuration = "global::Microsoft.Extensions.Configuration.IConfiguration";
    private const string Configure = "global::System.Action<global::MultiSession.SessionOptions>?";
    private const string TryAdd = "global::Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddSingleton";
    private const string Get = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService";

    public static string Emit(SessionModel session) => SourceFile.InNamespace(session, writer =>
    {
        writer.WriteDocs(null, $"Registers sessions of type <see cref=\"{session.Type}\"/>.");
        writer.WriteMarks();
        var add = $"Add{Identifiers.Capitalize(session.Name)}s";
        var engine = $"{Names.Engine}.SessionEngine<{session.Type}, {session.Config()}>";
        using (writer.Open(session.OuterClass("ServiceCollectionExtensions")))
        {
            writer.Write($$"""
                /// <summary>Registers the coordinator with its options, clean-up, restore on start, drain on stop and a health check.</summary>
                /// <param name="services">The services.</param>
                /// <param name="configure">Changes the defaults of the session type.</param>
                public static {{Services}} {{add}}(this {{Services}} services, {{Configure}} configure = null) =>
                    Register(services, configuration: null, configure);

                /// <summary>Registers the coordinator with options from a section, clean-up, restore on start, drain on stop and a health check.</summary>
                /// <param name="services">The services.</param>
                /// <param name="configuration">The section of the options; it overrides the defaults of the session type.</param>
                /// <param name="configure">Changes the options last.</param>
                public static {{Services}} {{add}}(this {{Services}} services, {{Configuration}} configuration, {{Configure}} configure = null)
                {
                    global::System.ArgumentNullException.ThrowIfNull(configuration);
                    return Register(services, configuration, configure);
                }

                private static {{Services}} Register({{Services}} services, {{Configuration}}? configuration, {{Configure}} configure)
                {
                    global::System.ArgumentNullException.ThrowIfNull(services);
                    {{TryAdd}}(services, static provider => {{session.Context()}}.FromServices(provider));
                    {{TryAdd}}(services, static provider => new {{session.Coordinator()}}({{Get}}<{{engine}}>(provider)));
                    return {{Names.Engine}}.SessionServiceCollectionExtensions.AddSessionEngine<{{session.Type}}, {{session.Config()}}>(
                        services,
                        {{Literals.Of(session.StoreName)}},
                        static provider => new {{session.Definition()}}({{Get}}<{{session.Context()}}>(provider)),
                        configuration,
                        configure);
                }
                """);
        }
    });
}
