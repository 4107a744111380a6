using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks;
using MultiSession.Analyzers.Tests.Verification;
using static MultiSession.Analyzers.Tests.Locks.LockTest;

namespace MultiSession.Analyzers.Tests.Locks;

/// <summary>An object that creates a part, and hands itself to it, is where the part leads back to.</summary>
public class PartOfWholeTests
{
    private const string Stored = "_whole = whole;";

    /// <summary>What a new object's own part leads back to is the new object, which nobody else knows.</summary>
    [Theory]
    [InlineData("this", Stored, false)]
    [InlineData("this", "_whole = whole ?? throw new ArgumentNullException(nameof(whole));", false)]
    [InlineData("owner", Stored, true)]
    [InlineData("owner ?? this", Stored, true)]
    [InlineData("this", "_whole = Other ?? whole;", true)]
    public async Task The_locks_of_a_new_object(string given, string stored, bool isReported) =>
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0001", Program(given, stored, elsewhere: "")))).Length);

    [Theory]
    [InlineData("public Part Make(Whole other) => new Part(other);", true)]
    [InlineData("public Part Make() => new Part(null!);", false)]
    [InlineData("public Part Make() => new Part(this);", false)]
    public async Task Where_others_create_parts(string elsewhere, bool isReported) =>
        Assert.Equal(isReported ? 1 : 0, (await FindingsAsync(Only("MSES0001", Program("this", Stored, elsewhere)))).Length);

    [Theory]
    [InlineData("this", DiagnosticSeverity.Warning)]
    [InlineData("owner", null)]
    public async Task A_lock_that_is_taken_again_by_way_of_a_part(string given, DiagnosticSeverity? severity)
    {
        var source = $$"""
            public class Whole
            {
                private readonly SemaphoreSlim _gate = new(1, 1);
                private readonly Part _part;
                public Whole(Whole owner) { _part = new Part({{given}}); }
                public void One() { _gate.Wait(); try { _part.Run(); } finally { _gate.Release(); } }
                public void Two() { _gate.Wait(); _gate.Release(); }
            }

            public class Part(Whole whole)
            {
                private readonly Whole _whole = whole;
                public void Run() => _whole.Two();
            }
            """;
        Assert.Equal(severity, (await FindingsAsync(Only("MSES0005", source))).SingleOrDefault()?.Severity);
    }

    private static string Program(string given, string stored, string elsewhere) => $$"""
        public class Whole
        {
            private readonly object _gate = new(), _state = new();
            private readonly Part _part;
            public Whole(Whole? owner) { _part = new Part({{given}}); }
            public void Cancel() { lock (_gate) { var other = new Whole(this); other.Flush(); } }
            private void Flush() => _part.Flush();
            public void Break() { lock (_state) { } }
            public void Close() { lock (_state) { lock (_gate) { } } }
            {{elsewhere}}
        }

        public class Part
        {
            public static Whole? Other;
            private readonly Whole _whole;
            public Part(Whole whole) { {{stored}} }
            public void Flush() => _whole.Break();
        }
        """;
}
