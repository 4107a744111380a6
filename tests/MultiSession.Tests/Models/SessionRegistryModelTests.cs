using MultiSession.Testing.Clocks;

namespace MultiSession.Tests;

public class SessionRegistryModelTests
{
    private const int Capacity = 6;

    [Fact]
    public void A_registry_behaves_like_a_list() => ModelChecks.ForAllCommands(commands =>
    {
        var (registry, clock) = (new SessionRegistry<string>(Capacity), new FakeTimeProvider());
        var model = new List<(SessionId Id, string Name)>();
        foreach (var (command, argument) in commands)
        {
            // Few names and two spellings, so that collisions happen.
            var name = argument % 2 == 0 ? $"name-{argument % 8}" : $"NAME-{argument % 8}";
            var isTaken = model.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            switch (command % 3)
            {
                case 0:
                    var id = SessionId.New(clock);
                    var reservation = registry.TryReserve(id, name);
                    Assert.Equal(
                        isTaken ? SessionReservation.NameTaken : model.Count == Capacity ? SessionReservation.Full : SessionReservation.Reserved, reservation);
                    if (reservation != SessionReservation.Reserved) break;
                    Assert.Null(registry.Find(name).Entry);
                    registry.Commit(id, id.ToString());
                    model.Add((id, name));
                    break;
                case 1 when model.Count > 0:
                    var closed = model[argument % model.Count];
                    Assert.True(registry.Remove(closed.Id));
                    Assert.False(registry.Remove(closed.Id));
                    model.Remove(closed);
                    break;
                case 2 when model.Count > 0:
                    var index = argument % model.Count;
                    var isOwn = model[index].Name.Equals(name, StringComparison.OrdinalIgnoreCase);
                    var rename = registry.TryBeginRename(model[index].Id, name);
                    Assert.Equal(isTaken && !isOwn ? SessionReservation.NameTaken : SessionReservation.Reserved, rename);
                    if (rename != SessionReservation.Reserved) break;
                    var keepNew = command % 2 == 0;
                    registry.EndRename(model[index].Id, keepNew);
                    if (keepNew) model[index] = (model[index].Id, name);
                    break;
            }

            AssertSame(model, registry);
        }
    });

    private static void AssertSame(List<(SessionId Id, string Name)> model, SessionRegistry<string> registry)
    {
        Assert.Equal(model.Count, registry.Count);
        Assert.Equal(model.Select(one => one.Name), registry.Names());
        Assert.Equal(model.Select(one => one.Id.ToString()), registry.List());
        foreach (var (id, name) in model)
        {
            var number = model.FindIndex(one => one.Id == id) + 1;
            Assert.Equal(number, registry.NumberOf(id));
            Assert.Equal(id.ToString(), registry.Find(name.ToUpperInvariant()).Entry);
            Assert.Equal(id.ToString(), registry.Find(number.ToString(System.Globalization.CultureInfo.InvariantCulture)).Entry);
            Assert.Equal(id.ToString(), registry.Find(id.ToString()).Entry);
        }
    }
}
