using System.Globalization;
using AnalyzerCost;
using Microsoft.CodeAnalysis;
using MultiSession.Tool.Loading;

const double Mebibyte = 1024 * 1024;

if (Options.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync("usage: AnalyzerCost [--warm-up N] [--rounds N] PATH...   (each an existing project or folder of C# files; at least one round)");
    return 2;
}

AnalyzerPackage[] packages = [AnalyzerPackage.Ours(), .. AnalyzerPackage.Peers()];
Console.WriteLine($"{packages.Length} packages, medians of {options.Rounds} rounds after {options.WarmUp} to warm up, {Environment.ProcessorCount} processors\n");
Console.WriteLine("| path | files | lines | what | execution (s) | of compile | in the first round | wall (s) | processor (s) | allocated (MiB) | AD0001 |");
Console.WriteLine("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|");
foreach (var path in options.Paths)
{
    LoadedProgram program;
    try
    {
        program = await ProgramLoader.LoadAsync(path, LoadOptions.Default, new Progress<StageProgress>(), CancellationToken.None);
    }
    catch (InputException failure)
    {
        await Console.Error.WriteLineAsync($"{path}: {failure.Message}");
        return 2;
    }

    var compilation = program.Compilations[^1]; // a project comes after those that it refers to
    var errors = compilation.Clone().GetDiagnostics().Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    var compiles = new List<Measurement>();
    var analyses = packages.ToDictionary(package => package, _ => new List<Measurement>());
    // Packages take turns, so that a slow minute of the machine hits all.
    for (var round = 0; round < options.WarmUp + options.Rounds; round++)
    {
        compiles.Add(Meter.Compile(compilation, CancellationToken.None));
        foreach (var package in packages) analyses[package].Add(await Meter.AnalyzeAsync(compilation, package, CancellationToken.None));
    }

    var place = $"| {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))} | {compilation.SyntaxTrees.Count():N0} | {compilation.SyntaxTrees.Sum(static tree => tree.GetText().Lines.Count):N0} |";
    Console.WriteLine($"{place} {(errors == 0 ? "compile alone" : $"bind alone, not emitted for {errors:N0} errors")} | {Figures(compiles, compiles, options.WarmUp)}");
    foreach (var package in packages) Console.WriteLine($"{place} {package.Name} | {Figures(analyses[package], compiles, options.WarmUp)}");
}

return 0;

static string Figures(List<Measurement> all, List<Measurement> compiles, int warmUp)
{
    var measured = Measurement.Median(all[warmUp..]);
    var share = measured.Execution / Measurement.Median(compiles[warmUp..]).Execution;
    var first = all[0].Execution / compiles[0].Execution;
    return string.Create(
        CultureInfo.InvariantCulture,
        $"{measured.Execution.TotalSeconds:0.00} | {share:0.0 %} | {first:0.0 %} | {measured.Wall.TotalSeconds:0.00} | {measured.Processor.TotalSeconds:0.00} | {measured.Allocated / Mebibyte:N0} | {all.Sum(round => round.Failures)} |");
}
