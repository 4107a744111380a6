using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Rules;
using MultiSession.Analyzers.Tests.Verification;
using MultiSession.CodeFixes;

namespace MultiSession.Analyzers.Tests.Rules;

public class BoundedWriteIgnoredTests
{
    private const string Usings = "using System.Threading.Channels; using System.Collections.Concurrent; using System.Threading.Tasks.Dataflow;\n";

    private const string Fields = """
        private readonly Channel<int> _bounded = Channel.CreateBounded<int>(10);
        private readonly Channel<int> _unbounded = Channel.CreateUnbounded<int>();
        private readonly Channel<int> _dropping = Channel.CreateBounded<int>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.DropOldest });
        private readonly Channel<int> _waiting = Channel.CreateBounded<int>(new BoundedChannelOptions(10) { FullMode = BoundedChannelFullMode.Wait });
        private readonly BlockingCollection<int> _collection = new(10);
        private readonly BlockingCollection<int> _endless = new();
        private readonly ActionBlock<int> _block = new(_ => { }, new ExecutionDataflowBlockOptions { BoundedCapacity = 10 });
        private readonly BufferBlock<int> _endlessBlock = new();
        private static readonly int Signal = 1;
        private ChannelWriter<int> Outgoing => _bounded.Writer;
        private ChannelWriter<int> Endless { get { return _unbounded.Writer; } }
        private Channel<int> OnDemand => field ??= Channel.CreateUnbounded<int>();
        private static Channel<int> Create() => Channel.CreateUnbounded<int>();
        private static readonly Channel<int> Created = Create();
        protected virtual Channel<int> Chosen => _unbounded;
        private readonly Channel<Unit> _units = Channel.CreateBounded<Unit>(1);
        private struct Unit { public static Unit Value => default; }
        private Channel<bool> Wake { get; } = Channel.CreateBounded<bool>(1);

        """;

    private static string InMethod(string statement) => $$"""
        {{Usings}}
        class C
        {
            {{Fields}}
            async Task M(int item, ChannelWriter<int> writer, BlockingCollection<int>? queue, ITargetBlock<int> target)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;

    [Theory]
    [InlineData("_bounded.Writer.[|TryWrite|](item);")]
    [InlineData("_waiting.Writer.[|TryWrite|](item);")]
    [InlineData("_bounded.Writer.[|TryWrite|](42);")]
    [InlineData("var local = _bounded.Writer; local.[|TryWrite|](item);")]
    [InlineData("_collection.[|TryAdd|](item);")]
    [InlineData("_collection.[|TryAdd|](item, 100);")]
    [InlineData("_block.[|Post|](item);")]
    [InlineData("_block.[|SendAsync|](item);")]
    [InlineData("_bounded?.Writer.[|TryWrite|](item);")]
    [InlineData("_bounded.Writer.[|WriteAsync|](item);")]
    [InlineData("Action<int> write = x => _bounded.Writer.[|TryWrite|](x);")]
    [InlineData("_bounded.Writer.[|WriteAsync|](item).ConfigureAwait(false);")]
    [InlineData("_bounded.Writer.[|WriteAsync|](item).AsTask();")]
    [InlineData("Outgoing.[|TryWrite|](item);")]
    [InlineData("var made = Create(); made.Writer.[|TryWrite|](item); static Channel<int> Create() => Channel.CreateBounded<int>(1);")]
    [InlineData("var either = item > 0 ? _bounded : _waiting; either.Writer.[|TryWrite|](item);")]
    [InlineData("var (w, n) = (_bounded.Writer, 1); w.[|TryWrite|](n);")]
    [InlineData("var options = new BoundedChannelOptions(1) { SingleReader = true }; Channel.CreateBounded<int>(options).Writer.[|TryWrite|](item);")]
    public async Task Reports_writes_to_a_queue_known_to_be_bounded(string statement)
    {
        var finding = Assert.Single(await Verify.Analyzer<BoundedWriteIgnoredAnalyzer>(InMethod(statement)));
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
    }

    [Theory]
    [InlineData("writer.[|TryWrite|](item);")]
    [InlineData("queue?.[|TryAdd|](item);")]
    [InlineData("target.[|Post|](item);")]
    [InlineData("target.[|SendAsync|](item);")]
    [InlineData("Chosen.Writer.[|TryWrite|](item);")]
    [InlineData("var options = new BoundedChannelOptions(1); Set(options); Channel.CreateBounded<int>(options).Writer.[|TryWrite|](item); void Set(BoundedChannelOptions o) { }")]
    public async Task Suggests_for_queues_of_unknown_origin(string statement)
    {
        var finding = Assert.Single(await Verify.Analyzer<BoundedWriteIgnoredAnalyzer>(InMethod(statement)));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
    }

    [Theory]
    [InlineData("if (!_bounded.Writer.TryWrite(item)) throw new InvalidOperationException();")]
    [InlineData("var written = _bounded.Writer.TryWrite(item);")]
    [InlineData("_ = _bounded.Writer.TryWrite(item);")]
    [InlineData("await _bounded.Writer.WriteAsync(item);")]
    [InlineData("await target.SendAsync(item);")]
    [InlineData("_unbounded.Writer.TryWrite(item);")]
    [InlineData("_dropping.Writer.TryWrite(item);")]
    [InlineData("_unbounded?.Writer.TryWrite(item);")]
    [InlineData("Channel<int>? alias; lock (_dropping) alias = _dropping; alias?.Writer.TryWrite(item);")]
    [InlineData("var channel = Channel.CreateUnbounded<int>(); var w = channel.Writer; w.TryWrite(item);")]
    [InlineData("_endless.TryAdd(item);")]
    [InlineData("_endlessBlock.Post(item);")]
    [InlineData("Wake.Writer.TryWrite(true);")]
    [InlineData("_bounded.Writer.TryWrite(default);")]
    [InlineData("_bounded.Writer.TryWrite(Signal);")]
    [InlineData("new ConcurrentDictionary<int, int>().TryAdd(item, item);")]
    [InlineData("Func<int, bool> write = x => _bounded.Writer.TryWrite(x);")]
    [InlineData("_bounded.Writer.TryComplete();")]
    [InlineData("Endless.TryWrite(item);")]
    [InlineData("OnDemand.Writer.TryWrite(item);")]
    [InlineData("Created.Writer.TryWrite(item);")]
    [InlineData("var either = item > 0 ? _unbounded : Create(); either.Writer.TryWrite(item);")]
    [InlineData("var chosen = item switch { 1 => _unbounded, _ => Create() }; chosen.Writer.TryWrite(item);")]
    [InlineData("ChannelWriter<int> w; (w, item) = (_unbounded.Writer, 1); w.TryWrite(item);")]
    [InlineData("var options = new BoundedChannelOptions(1); options.FullMode = BoundedChannelFullMode.DropWrite; Channel.CreateBounded<int>(options).Writer.TryWrite(item);")]
    [InlineData("_units.Writer.TryWrite(new Unit());")]
    [InlineData("_units.Writer.TryWrite(Unit.Value);")]
    [InlineData("new BroadcastBlock<int>(null).Post(item);")]
    [InlineData("new WriteOnceBlock<int>(null).Post(item);")]
    public Task Is_silent(string statement) => Verify.Silent<BoundedWriteIgnoredAnalyzer>(InMethod(statement));

    [Fact]
    public async Task Origins_that_disagree_or_circle_are_unknown()
    {
        var findings = await Verify.Analyzer<BoundedWriteIgnoredAnalyzer>($$"""
            {{Usings}}
            class C
            {
                private Channel<int> _channel;
                private Channel<int>? _a, _b;
                C(bool big) => _channel = Channel.CreateBounded<int>(1);
                C() => _channel = Channel.CreateUnbounded<int>();
                void M(int item)
                {
                    _a = _b;
                    _b = _a;
                    _channel.Writer.[|TryWrite|](item);
                    _a?.Writer.[|TryWrite|](item);
                }
            }
            """);
        Assert.All(findings, finding => Assert.Equal(DiagnosticSeverity.Info, finding.Severity));
    }

    [Fact]
    public async Task Suppressions_are_honoured()
    {
        var source = InMethod("_bounded.Writer.TryWrite(item);");
        await Verify.Silent<BoundedWriteIgnoredAnalyzer>("#pragma warning disable MSES0009\n" + source);
        await Verify.Silent<BoundedWriteIgnoredAnalyzer>(new TestProject(source) { EditorConfig = "[*.cs]\ndotnet_diagnostic.MSES0009.severity = none" });
    }

    [Theory]
    [InlineData("_bounded.Writer.[|TryWrite|](item); // why", "await _bounded.Writer.WriteAsync(item, stop); // why")]
    [InlineData("_block.[|Post|](item);", "await _block.SendAsync(item, stop);")]
    [InlineData("_block.[|SendAsync|](item);", "await _block.SendAsync(item);")]
    [InlineData("_bounded.Writer.[|WriteAsync|](item);", "await _bounded.Writer.WriteAsync(item);")]
    [InlineData("_collection.[|TryAdd|](item);", "if (!_collection.TryAdd(item)) throw new InvalidOperationException(\"The queue is full or closed.\");")]
    [InlineData(
        "lock (_bounded) { _bounded.Writer.[|TryWrite|](item); }",
        "lock (_bounded) { if (!_bounded.Writer.TryWrite(item)) throw new InvalidOperationException(\"The queue is full or closed.\"); }")]
    [InlineData(
        "Action act = () => { _bounded.Writer.[|TryWrite|](item); };",
        "Action act = () => { if (!_bounded.Writer.TryWrite(item)) throw new InvalidOperationException(\"The queue is full or closed.\"); };")]
    [InlineData("if (item > 0) _block.[|Post|](item); else _block.[|Post|](1);", "if (item > 0) await _block.SendAsync(item, stop); else await _block.SendAsync(1, stop);")]
    [InlineData(
        "queue?.[|TryAdd|](item);",
        "if (queue?.TryAdd(item) == false) throw new InvalidOperationException(\"The queue is full or closed.\");")]
    [InlineData("Action<int> act = x => _bounded.Writer.[|TryWrite|](x);", "Action<int> act = x => _bounded.Writer.[|TryWrite|](x);")]
    [InlineData("_bounded.Writer.[|WriteAsync|](item).ConfigureAwait(false);", "await _bounded.Writer.WriteAsync(item).ConfigureAwait(false);")]
    [InlineData("new List<int>()?.ForEach(x => _bounded.Writer.[|TryWrite|](x));", "new List<int>()?.ForEach(x => _bounded.Writer.[|TryWrite|](x));")]
    public Task Fix_uses_the_answer(string before, string after) =>
        Verify.CodeFix<BoundedWriteIgnoredAnalyzer, BoundedWriteIgnoredCodeFix>(ForFix(before), ForFix(after));

    [Theory]
    [InlineData("using (_lock.EnterScope()) { _bounded.Writer.[|TryWrite|](item); }")]
    [InlineData("using var scope = _lock.EnterScope(); _bounded.Writer.[|TryWrite|](item);")]
    [InlineData("Span<int> items = new int[1]; _bounded.Writer.[|TryWrite|](item); items[0] = 1;")]
    [InlineData("foreach (var x in new int[1].AsSpan()) { _bounded.Writer.[|TryWrite|](x); }")]
    [InlineData("Monitor.Enter(_bounded); try { _bounded.Writer.[|TryWrite|](item); } finally { Monitor.Exit(_bounded); }")]
    public Task Fix_does_not_await_where_the_thread_or_the_stack_must_stay(string statement) => Verify.CodeFix<BoundedWriteIgnoredAnalyzer, BoundedWriteIgnoredCodeFix>(
        ForFix(statement),
        ForFix(Regex.Replace(statement, @"(_bounded.Writer.)\[\|TryWrite\|\]\((\w+)\);", "if (!$1TryWrite($2)) throw new InvalidOperationException(\"The queue is full or closed.\");")));

    [Fact]
    public Task Fix_names_its_exception_and_calls_only_what_is_there() => Verify.CodeFix<BoundedWriteIgnoredAnalyzer, BoundedWriteIgnoredCodeFix>(
        """
        class InvalidOperationException { }
        class C(System.Threading.Tasks.Dataflow.ActionBlock<int> block)
        {
            async Task M(CancellationToken @event)
            {
                block.[|Post|](1);
                await Task.Delay(1, @event);
            }
        }
        """,
        """
        class InvalidOperationException { }
        class C(System.Threading.Tasks.Dataflow.ActionBlock<int> block)
        {
            async Task M(CancellationToken @event)
            {
                if (!block.Post(1)) throw new global::System.InvalidOperationException("The queue is full or closed.");
                await Task.Delay(1, @event);
            }
        }
        """);

    [Fact]
    public Task Fix_of_a_branch_keeps_its_else() => Verify.CodeFix<BoundedWriteIgnoredAnalyzer, BoundedWriteIgnoredCodeFix>(
        ForFix("""
            if (item > 0)
                        _collection.[|TryAdd|](item);
                    else
                        item++;
            """),
        ForFix("""
            if (item > 0)
                    {
                        if (!_collection.TryAdd(item)) throw new InvalidOperationException("The queue is full or closed.");
                    }
                    else
                        item++;
            """));

    private static string ForFix(string statement) => $$"""
        {{Usings}}
        class C
        {
            private readonly Lock _lock = new();
            private readonly Channel<int> _bounded = Channel.CreateBounded<int>(10);
            private readonly BlockingCollection<int> _collection = new(10);
            private readonly ActionBlock<int> _block = new(_ => { }, new ExecutionDataflowBlockOptions { BoundedCapacity = 10 });

            async Task M(int item, BlockingCollection<int>? queue, CancellationToken stop)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
