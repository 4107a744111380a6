using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MultiSession.Tool.Loading;

/// <summary>What an assembly says of itself.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Version">The version of the assembly, which may be that of several packages.</param>
/// <param name="References">The names of the assemblies that it refers to.</param>
/// <param name="CoreVersion">The version of modern .NET that it was built for; 0.0 for older frameworks.</param>
/// <param name="PublicTypes">The full names of the types that it defines for others; nested ones come with theirs.</param>
internal sealed record AssemblyFile(string Path, Version Version, ImmutableArray<string> References, Version CoreVersion, ImmutableArray<string> PublicTypes)
{
    /// <summary>The core of modern .NET.</summary>
    public const string ModernCore = "System.Runtime";

    public string Name { get; } = NameOf(Path);

    /// <summary>Whether it is the core of a framework.</summary>
    public bool DefinesObject { get; } = PublicTypes.Contains("System.Object");

    public static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>Reads an assembly; nothing when the file is none.</summary>
    public static AssemblyFile? Read(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata || file.GetMetadataReader() is not { IsAssembly: true } metadata) return null;
            var references = metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()).ToImmutableArray();
            return new AssemblyFile(
                path,
                metadata.GetAssemblyDefinition().Version,
                [.. references.Select(reference => reference.Name ?? "")],
                references.FirstOrDefault(reference => reference.Name == ModernCore)?.Version ?? new Version(0, 0),
                [.. TypesOf(metadata)]);
        }
        catch (BadImageFormatException)
        {
            return null; // the compiler says so where it is used
        }
    }

    private static IEnumerable<string> TypesOf(MetadataReader metadata) =>
        from handle in metadata.TypeDefinitions
        let type = metadata.GetTypeDefinition(handle)
        where (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public
        select $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
