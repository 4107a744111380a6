namespace MultiSession.Sqlite;

/// <summary>What an acknowledged write survives.</summary>
public enum SqliteDurability
{
    /// <summary>A crash or <c>kill -9</c> of the process, and a loss of power: each commit is flushed to the disk. The default.</summary>
    PowerLoss,

    /// <summary>A crash or <c>kill -9</c> of the process. Faster; a loss of power may undo the last commits, never tear one.</summary>
    ProcessCrash,
}
