using FsCheck;
using FsCheck.Fluent;

namespace MultiSession.Tests;

/// <summary>Runs a property over many random command sequences; a failing one is shrunk to its shortest form.</summary>
internal static class ModelChecks
{
    public static void ForAllCommands(Action<(int Command, int Argument)[]> run) =>
        Prop.ForAll(ArbMap.Default.ArbFor<(byte, byte)[]>(), bytes =>
        {
            run([.. bytes.Select(pair => ((int)pair.Item1, (int)pair.Item2))]);
            return true;
        }).QuickCheckThrowOnFailure();
}
