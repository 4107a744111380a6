using System.Globalization;
using AnalyzerCost;
using MultiSession.Tool.Loading;

const int DefaultRounds = 3;
const double Mebibyte = 1024 * 1024;

var (rounds, folders) = args is ["--rounds", var text, .. var rest] && int.TryParse(text, CultureInfo.InvariantCulture, out var given) && given > 0
    ? (given, rest)
    : (DefaultRounds, args);
if (folders.Length == 0 || folders.FirstOrDefault(folder => !Directory.Exists(folder)) is not null)
{
    await Console.Error.WriteLineAsync("usage: AnalyzerCost [--rounds N] FOLDER...   (each an existing folder of C# files)");
    return 2;
}

AnalyzerPackage[] packages = [AnalyzerPackage.Ours(), .. AnalyzerPackage.Peers()];
Console.WriteLine($"{packages.Length} packages, {rounds} rounds after a warm-up, medians, {Environment.ProcessorCount} processors\n");
Console.WriteLine("| folder | files | lines | what | execution (s) | of compile | wall (s) | processor (s) | allocated (MiB) | AD0001 |");
Console.WriteLine("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|");
foreach (var folder in folders)
{
    var program = FolderLoader.Load(folder, LoadOptions.Default, CancellationToken.None);
    var compilation = program.Compilations[0];
    var compiles = new List<Measurement>();
    var analyses = packages.ToDictionary(package => package, _ => new List<Measurement>());
    // The first round only warms up. Packages take turns, so that a slow minute of the machine hits all.
    for (var round = 0; round <= rounds; round++)
    {
        Keep(round, compiles, Meter.Compile(compilation, CancellationToken.None));
        foreach (var package in packages) Keep(round, analyses[package], await Meter.AnalyzeAsync(compilation, package, CancellationToken.None));
    }

    var compile = Measurement.Median(compiles);
    var place = $"| {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))} | {program.FileCount:N0} | {program.LineCount:N0} |";
    Console.WriteLine($"{place} compile alone | {Figures(compile, compile)}");
    foreach (var package in packages) Console.WriteLine($"{place} {package.Name} | {Figures(Measurement.Median(analyses[package]), compile)}");
}

return 0;

static void Keep(int round, List<Measurement> kept, Measurement measured)
{
    if (round > 0) kept.Add(measured);
}

static string Figures(Measurement measured, Measurement compile) => string.Create(
    CultureInfo.InvariantCulture,
    $"{measured.Execution.TotalSeconds:0.00} | {measured.Execution / compile.Execution:0.0 %} | {measured.Wall.TotalSeconds:0.00} | {measured.Processor.TotalSeconds:0.00} | {measured.Allocated / Mebibyte:N0} | {measured.Failures} |");
