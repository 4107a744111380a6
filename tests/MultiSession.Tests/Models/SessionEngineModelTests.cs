namespace MultiSession.Tests;

public class SessionEngineModelTests
{
    [Fact]
    public void An_engine_behaves_like_a_list_with_a_history_of_attention() => ModelChecks.ForAllCommands(commands =>
        RunAsync(commands).GetAwaiter().GetResult());

    private static async Task RunAsync((int Command, int Argument)[] commands)
    {
        var house = new NoteHouse();
        var model = new Model(house.Options.MaxSessions);
        foreach (var (command, argument) in commands)
        {
            var (name, other) = ($"name-{argument % 7}", $"name-{argument / 7 % 7}");
            var (result, expected) = (command % 5) switch
            {
                0 => ((await house.TryCreateAsync(name)).Error, model.Create(name)),
                1 => ((await house.Engine.CloseAsync(name)).Error, model.Close(name)),
                2 => ((await house.Engine.SwitchAsync(name)).Error, model.Switch(name)),
                3 => ((await house.Engine.RenameAsync(name, other)).Error, model.Rename(name, other)),
                _ => (house.Engine.Find(name).Error, model.Find(name)),
            };
            Assert.Equal(expected, result?.Code);
            Assert.Equal(model.Names, house.Names());
            Assert.Equal(model.Active, house.Engine.Active?.Name);
        }

        // What was acknowledged is in the store: another engine on it has the same sessions in the same order.
        await house.DisposeAsync();
        await using var restarted = new NoteHouse(store: house.Store);
        await restarted.Engine.RestoreAsync();
        Assert.Equal(model.Names, restarted.Names());
        Assert.Equal(model.Active, restarted.Engine.Active?.Name);
    }

    private sealed class Model(int capacity)
    {
        private readonly List<string> _recent = [];

        public List<string> Names { get; } = [];

        public string? Active { get; private set; }

        public string? Create(string name)
        {
            if (Names.Contains(name)) return "AlreadyExists";
            if (Names.Count == capacity) return "LimitReached";
            Names.Add(name);
            _recent.Add(name);
            Active ??= name;
            return null;
        }

        public string? Close(string name)
        {
            if (Find(name) is { } error) return error;
            Names.Remove(name);
            _recent.Remove(name);
            if (Active == name) Active = _recent.FirstOrDefault();
            return null;
        }

        public string? Switch(string name)
        {
            if (Find(name) is { } error) return error;
            _recent.Remove(name);
            _recent.Insert(0, name);
            Active = name;
            return null;
        }

        public string? Rename(string name, string newName)
        {
            if (Find(name) is { } error) return error;
            if (newName != name && Names.Contains(newName)) return "AlreadyExists";
            Names[Names.IndexOf(name)] = newName;
            _recent[_recent.IndexOf(name)] = newName;
            if (Active == name) Active = newName;
            return null;
        }

        public string? Find(string name) => Names.Contains(name) ? null : "NotFound";
    }
}
