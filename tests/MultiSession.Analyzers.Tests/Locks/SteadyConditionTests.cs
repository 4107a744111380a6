using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Who has asked what never changes does not run what needs another answer.</summary>
public class SteadyConditionTests
{
    [Theory]
    [InlineData("IsGift { get; }")]
    [InlineData("IsGift { get; init; }")]
    [InlineData("IsGift => this is Gift;")]
    public async Task A_property_that_is_asked_twice(string property)
    {
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(property, "if (order.Item.IsGift) throw new InvalidOperationException(); lock (A) { [|Pay(order.Item)|]; }"))));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(property, "lock (A) { if (!order.Item.IsGift) [|Pay(order.Item)|]; }"))));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(property, "if (order.Item.IsGift) return; lock (A) { [|Middle(order)|]; }"))));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(property, "var item = order.Item; if (item.IsGift) return; lock (A) { [|Pay(item)|]; }"))));
        await Verify.Silent<LockAnalyzer>(Only("MSES0001", Unmarked(Program(property, "var item = order.Item; if (item.IsGift) { lock (this) { return; } } lock (A) { [|Pay(item)|]; }"))));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(property, "var item = order.Item; if (item.IsGift) { lock (this) { } } lock (A) { [|Pay(item)|]; }")));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(property, "if (!order.Item.IsGift) return; lock (A) { [|Pay(order.Item)|]; }")));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(property, "if (order.Item.IsGift) return; lock (A) { [|Pay(other.Item)|]; }")));
        await Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(property, "if (order.Spare.IsGift) return; lock (A) { [|Pay(order.Item)|]; }")));
    }

    [Theory]
    [InlineData("IsGift { get; set; }")]
    [InlineData("IsGift => Price == 0;")]
    public Task What_may_change_in_between(string property) =>
        Verify.Analyzer<LockAnalyzer>(Only("MSES0001", Program(property, "if (order.Item.IsGift) return; lock (A) { order.Item.Price = 0; [|Pay(order.Item)|]; }")));

    private static string Program(string property, string body) => $$"""
        public class Item
        {
            public int Price { get; set; }
            public bool {{property}}
        }
        public class Gift : Item { }
        public class Order(Item item, Item spare)
        {
            public Item Item { get; } = item;
            public Item Spare { get; } = spare;
        }
        public class Till
        {
            private static readonly object A = new(), B = new();
            public void Sell(Order order, Order other) { _ = other; {{body}} }
            private void Middle(Order order) => Pay(order.Item);
            private void Pay(Item item) { if (item.IsGift) lock (B) { } }
            public void Two() { lock (B) { lock (A) { } } }
        }
        """;
}
