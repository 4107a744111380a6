using MultiSession;
using MultiSession.Sqlite.Tests.Processes;

// This assembly is a test project and, started by its own tests, a program that uses a store until it is killed.
return args switch
{
    ["write", var path] => await StoreWriter.WriteUntilKilledAsync(path),
    ["count", var path, var id, var times] => await StoreWriter.CountAsync(path, SessionId.Parse(id), int.Parse(times, System.Globalization.CultureInfo.InvariantCulture)),
    _ => 2,
};
