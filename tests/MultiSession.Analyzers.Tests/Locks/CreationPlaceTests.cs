using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>Objects that are created at different places are different objects, and so are their locks.</summary>
public class CreationPlaceTests
{
    /// <summary>One thread takes the lock of a table under the gate, the other the gate under the lock of a table: of the same one, or of another.</summary>
    [Theory]
    [InlineData("_other = new();", false)]
    [InlineData("_other = Make();", false)]
    [InlineData("_other = given ? new() : Make();", false)]
    [InlineData("var made = new Table(); _other = made;", false)]
    [InlineData("_own = Make(); _other = Make();", false)]
    [InlineData("_own = Make(); _other = _own;", true)]
    [InlineData("_other = Pick(given); Table Pick(bool own) => own ? _own : new();", true)]
    [InlineData("_other = _own;", true)]
    [InlineData("_other = given ? new() : _own;", true)]
    [InlineData("_other = Shared();", true)]
    [InlineData("_other = Table.Parse();", true)]
    [InlineData("_other = new(); Exchange(ref _other); void Exchange(ref Table table) => table = _own;", true)]
    [InlineData("_other = new(); Exchange(ref _other); void Exchange(ref Table table) => table = new();", false)]
    [InlineData("_other = _own; Exchange(ref _other); void Exchange(ref Table table) => table = new();", true)]
    [InlineData("_other = new(); Exchange(ref _other); void Exchange(ref Table table) { var made = table; table = made; }", true)]
    [InlineData("Make(out _other); void Make(out Table table) => table = new();", false)]
    [InlineData("Make(out _other); void Make(out Table table) => Pass(out table); void Pass(out Table table) => table = new();", false)]
    [InlineData("Make(out _other); void Make(out Table table) => Pass(out table); void Pass(out Table table) => table = _own;", true)]
    [InlineData("Fill(ref _other!); void Fill<T>(ref T table) where T : new() => table = new T();", false)]
    [InlineData("Fill(ref _other!); void Fill<T>(ref T table) => table = (T)(object)_own;", true)]
    [InlineData("_other = new(); Interlocked.Exchange(ref _other, new());", false)]
    [InlineData("_other = new(); Interlocked.Exchange(ref _other, _own);", true)]
    [InlineData("_other = new(); Interlocked.CompareExchange(ref _other, _own, null);", true)]
    [InlineData("_other = LazyInitializer.EnsureInitialized(ref _other, () => new Table())!;", false)]
    [InlineData("_other = LazyInitializer.EnsureInitialized(ref _other, () => _own)!;", true)]
    [InlineData("_other = LazyInitializer.EnsureInitialized(ref _other, Shared)!;", true)]
    [InlineData("LazyInitializer.EnsureInitialized(ref _other);", false)]
    [InlineData("_other = Volatile.Read(ref _own);", true)]
    [InlineData("_other = new(); Table kept = new(); Volatile.Write(ref kept, new()); _other = Volatile.Read(ref kept);", false)]
    [InlineData("_other = new(); Replace(_own); void Replace(Table table) => _other = table;", true)]
    public async Task Members(string fill, bool isFound) => Assert.Equal(isFound, await IsFoundAsync($$"""
        public class Owner
        {
            private readonly object _gate = new();
            private Table _own = new(), _other;
            public Owner(bool given) { {{fill}} }
            public void M() { lock (_gate) _own.Set(); }
            public void N() { using (_other.Enter()) lock (_gate) { } }
            private static Table Make() => new();
            private Table Shared() => _own;
        }
        """));

    /// <summary>What a translator behind an interface, which some other object is handed to as well, gives back.</summary>
    [Theory]
    [InlineData("table = new T();", "", false)]
    [InlineData("table = new T();", "public class Sharing(Table own) : ITranslator { public void Translate<T>(ref T table) where T : new() => table = (T)(object)own; }", true)]
    [InlineData("", "", false)]
    [InlineData("table = Known<T>.One;", "", true)]
    public async Task A_translator(string translates, string more, bool isFound) => Assert.Equal(isFound, await IsFoundAsync($$"""
        public interface ITranslator { void Translate<T>(ref T table) where T : new(); }
        public class Known<T> { public static T One = default!; }
        public class Reader : ITranslator { public void Translate<T>(ref T table) where T : new() { {{translates}} } }
        {{more}}
        public class Owner
        {
            private readonly object _gate = new();
            private Table _own = new(), _other = new();
            public Owner(ITranslator translator) => translator.Translate(ref _other);
            public static Owner Read() => new(new Reader());
            public void M() { lock (_gate) _own.Set(); }
            public void N() { using (_other.Enter()) lock (_gate) { } }
        }
        """));

    /// <summary>What a constructor is handed by all who call it.</summary>
    [Theory]
    [InlineData("new Reader(this, new Table())", false)]
    [InlineData("new Reader(this, _own)", true)]
    [InlineData("new Reader(this, _own.Copy())", false)]
    [InlineData("new Reader(this, _own.Itself())", true)]
    public async Task Arguments(string made, bool isFound) => Assert.Equal(isFound, await IsFoundAsync($$"""
        public class Owner
        {
            private readonly object _gate = new();
            private readonly Table _own = new();
            public void M() { lock (_gate) Fill(_own); }
            public void Take() { lock (_gate) { } }
            public Reader Read() => {{made}};
            private static void Fill(Table table) => table.Set();
        }
        public class Reader(Owner owner, Table table)
        {
            private readonly Owner _owner = owner;
            private readonly Table _table = table;
            public void N() { using (_table.Enter()) _owner.Take(); }
        }
        """));

    /// <summary>Who runs what it is handed under its own lock is what its giver calls it on.</summary>
    [Theory]
    [InlineData("_other", false)]
    [InlineData("_own", true)]
    [InlineData("(_own.IsFull ? _other : _own)", true)]
    [InlineData("Any(_own)", true)]
    public async Task Whoever_runs_what_it_is_handed(string table, bool isFound) => Assert.Equal(isFound, await IsFoundAsync($$"""
        public class Owner
        {
            private readonly object _gate = new();
            private readonly Table _own = new(), _other = new();
            public void M() { lock (_gate) _own.Set(); }
            public void N() => {{table}}.Run(() => { lock (_gate) { } });
            private static T Any<T>(T one) => one;
        }
        """));

    /// <summary>Objects may share a lock that they are handed, wherever they are created.</summary>
    [Fact]
    public async Task A_lock_that_is_handed_in() => Assert.True(await IsFoundAsync("""
        public class Owner
        {
            private static readonly object _common = new();
            private readonly object _gate = new();
            private readonly Part _own = new(_common), _other = new(_common);
            public void M() { lock (_gate) _own.Set(); }
            public void N() => _other.Run(() => { lock (_gate) { } });
        }
        public class Part(object sync)
        {
            private readonly object _sync = sync;
            public void Set() { lock (_sync) { } }
            public void Run(Action action) { lock (_sync) action(); }
        }
        """));

    private static async Task<bool> IsFoundAsync(string program) => (await FindingsAsync(Only("MSES0001", $$"""
        public class Table
        {
            private readonly ReaderWriterLockSlim _lock = new();
            public bool IsFull { get; set; }
            public void Set() { _lock.EnterWriteLock(); try { IsFull = true; } finally { _lock.ExitWriteLock(); } }
            public void Run(Action action) { _lock.EnterWriteLock(); try { action(); } finally { _lock.ExitWriteLock(); } }
            public Token Enter() { _lock.EnterReadLock(); return new Token(_lock); }
            public Table Copy() => new() { IsFull = IsFull };
            public Table Itself() => this;
            public static Table Parse() => (Table)Activator.CreateInstance(typeof(Table))!;
        }
        public readonly struct Token(ReaderWriterLockSlim @lock) : IDisposable
        {
            public void Dispose() => @lock.ExitReadLock();
        }
        {{program}}
        """))).Length > 0;
}
