using MultiSession.Generators.Models;
using MultiSession.Generators.Parsing;

namespace MultiSession.Generators.Emission;

/// <summary>Emits <c>XContext</c>: the services of the constructor.</summary>
internal static class ContextEmitter
{
    private const string Provider = "global::System.IServiceProvider";
    private const string Extensions = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedExtensions = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    public static string Emit(SessionModel session) => SourceFile.Beside(session, writer =>
    {
        var services = session.Services.ToList();
        var access = Access(session);
        writer.WriteDocs(null, $"What a <see cref=\"{session.Type}\"/> depends on, from a service provider or by hand. All sessions of the type share it.");
        writer.WriteMarks();
        using (writer.Open($"{session.Accessibility} sealed partial record {session.Name}Context"))
        {
            writer.WriteDocs(null, "Takes the services as they are.");
            var parameters = services
                .OrderBy(service => service.Default is not null)
                .Select(service => $"{service.Type} {ParameterOf(service)}{(service.Default is { } value ? " = " + value : "")}");
            using (writer.Open($"{access} {session.Name}Context({string.Join(", ", parameters)})", close: "}\n"))
            {
                foreach (var service in services.Where(service => service.RefusesNull))
                {
                    writer.Write($"global::System.ArgumentNullException.ThrowIfNull({ParameterOf(service)});");
                }

                foreach (var service in services) writer.Write($"this.{service.PropertyName} = {ParameterOf(service)};");
            }

            foreach (var service in services)
            {
                writer.WriteDocs(null, $"The service that the constructor calls <c>{service.ParameterName}</c>.");
                writer.Write($"{session.Member(service.IsPublic)} {service.Type} {service.PropertyName} {{ get; init; }}\n");
            }

            writer.WriteDocs(null, "Resolves the services.");
            writer.Write($"public static {session.Context()} FromServices({Provider} services) =>");
            var arguments = services.Where(service => service.IsResolved).Select(service => $"{ParameterOf(service)}: {Resolve(service)}");
            using (writer.Indent()) writer.Write($"new({string.Join(",\n    ", arguments)});");
        }
    });

    /// <summary>Accessibility of members that take all services.</summary>
    public static string Access(SessionModel session) => session.Member(session.Services.All(service => service.IsPublic));

    private static string ParameterOf(DependencyModel service) => Identifiers.Escape(service.ParameterName);

    private static string Resolve(DependencyModel service)
    {
        var isOptional = service.Default is not null;
        return (service.ServiceKey, isOptional) switch
        {
            ({ } key, true) => $"{KeyedExtensions}.GetKeyedService<{service.ServiceType}>(services, {key})",
            ({ } key, false) => $"{KeyedExtensions}.GetRequiredKeyedService<{service.ServiceType}>(services, {key})",
            (null, true) => $"{Extensions}.GetService<{service.ServiceType}>(services)",
            (null, false) => $"{Extensions}.GetRequiredService<{service.ServiceType}>(services)",
        };
    }
}
