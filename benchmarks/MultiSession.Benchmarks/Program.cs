using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// The arguments are BenchmarkDotNet's own: --filter '*', --job short, --list flat ...
BenchmarkSwitcher.FromAssembly(typeof(MultiSession.Benchmarks.CounterSession).Assembly).Run(args, DefaultConfig.Instance);
