using PackageConsumer;

await using var coordinator = new NoteSessionCoordinator(new NoteSessionContext());
var session = await coordinator.CreateAsync(NoteSessionConfig.CreateBuilder().Build());
Console.WriteLine(await session.WriteAsync("written", CancellationToken.None));
Console.WriteLine($"sessions: {coordinator.List().Count}");
