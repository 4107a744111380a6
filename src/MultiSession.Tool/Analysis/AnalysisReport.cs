using System.Collections.Immutable;
using MultiSession.Analyzers.Locks;
using MultiSession.Tool.Loading;

namespace MultiSession.Tool.Analysis;

/// <summary>What an analysis of a program found.</summary>
/// <param name="Program">The program that was analysed.</param>
/// <param name="Graph">Its lock graph; empty when no lock rule was asked for.</param>
/// <param name="Findings">The findings, in a stable order.</param>
/// <param name="Quieter">How many more findings there are below the least severity that was asked for.</param>
/// <param name="Failures">Exceptions of analyzers (AD0001), one line each; normally empty.</param>
/// <param name="Elapsed">Wall-clock time of loading and analysis.</param>
internal sealed record AnalysisReport(
    LoadedProgram Program, LockGraphModel Graph, ImmutableArray<Finding> Findings, int Quieter, ImmutableArray<string> Failures, TimeSpan Elapsed);
