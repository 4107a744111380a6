using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using MultiSession.Analyzers.Locks.Model;
using MultiSession.Analyzers.Locks.Resolution;
using MultiSession.Analyzers.Locks.Simulation;
using MultiSession.Analyzers.Locks.Solving;

namespace MultiSession.Analyzers.Locks.Reporting;

/// <summary>What one thread does, step by step, for a tired reader.</summary>
internal sealed class Story
{
    private readonly List<StoryStep> _steps = [];
    private readonly int _thread;
    private readonly Wrappers _wrappers;

    private Story(int thread, Wrappers wrappers)
    {
        _thread = thread;
        _wrappers = wrappers;
    }

    public IReadOnlyList<StoryStep> Steps => _steps;

    /// <summary>The whole story in one sentence.</summary>
    public string Text { get; private set; } = "";

    /// <summary>"takes A in X (file:line), then calls Y → Z, which takes B (file:line)".</summary>
    public static Story Of(Nesting nesting, int thread, Wrappers wrappers)
    {
        var story = new Story(thread, wrappers);
        var opening = story.Takes(nesting.Outer, nesting.Body);
        story.Text = nesting.Route is { Call: { } call, Reach: { } reach }
            ? $"{opening}, then {story.Follow(call, reach, () => story.TakesAtEnd(reach))}"
            : $"{opening}, then {story.Takes(nesting.Taken.Acquire!.Acquired, body: null)}";
        return story;
    }

    /// <summary>"takes A in X (file:line), then calls Y → Z, which waits for B (file:line)".</summary>
    public static Story OfWait(Waiting waiting, string subject, Wrappers wrappers)
    {
        var story = new Story(0, wrappers);
        var opening = story.Takes(waiting.Held, waiting.Body);
        story.Text = waiting.Route is { Call: { } call, Reach: { } reach }
            ? $"{opening}, then {story.Follow(call, reach, () => story.Waits(waiting.Event.Wait, subject))}"
            : $"{opening}, then {story.Waits(waiting.Event.Wait, subject)}";
        return story;
    }

    /// <summary>The story of the work that is waited for: from its own body to the lock.</summary>
    public static Story OfWork(Body work, Reach reach, int thread, Wrappers wrappers)
    {
        var story = new Story(thread, wrappers);
        story.Text = $"runs {NameOf(work.Symbol)}, {story.Finish(reach, new StringBuilder(), "which ", () => story.TakesAtEnd(reach))}";
        return story;
    }

    /// <summary>The story of the one who would end the wait, but needs the lock first.</summary>
    public static Story OfSignal(HeldLock held, Body body, SyntaxNode signal, IEnumerable<string> path, int thread, Wrappers wrappers)
    {
        var story = new Story(thread, wrappers);
        var opening = story.Takes(held, body);
        story.Add("ends the wait", signal.GetLocation());
        var through = string.Join(" → ", path);
        story.Text = $"{opening}, and only then{(through.Length == 0 ? "" : $" calls {through}, which")} ends the wait ({Place(signal.GetLocation())})";
        return story;
    }

    public string NameOf(ProgramLock @lock) => LockName(@lock, _wrappers);

    /// <summary>A lock's name for messages, with the lock inside its wrapper.</summary>
    public static string LockName(ProgramLock @lock, Wrappers wrappers) =>
        wrappers.InnerOf(@lock.Symbol) is { } inner && !SymbolEqualityComparer.Default.Equals(inner, @lock.Symbol)
            ? $"{@lock.ShortName} ({inner.ContainingType?.Name}.{inner.Name})"
            : @lock.ShortName;

    /// <summary>"Type.Method", or "a lambda in Type.Method".</summary>
    public static string NameOf(ISymbol body)
    {
        switch (body)
        {
            case IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } lambda: return $"a lambda in {NameOf(lambda.ContainingSymbol)}";
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction } function: return $"{function.Name} in {NameOf(function.ContainingSymbol)}";
            case IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor: return $"the constructor of {constructor.ContainingType.Name}";
            case IMethodSymbol { AssociatedSymbol: { } property }: return $"{property.ContainingType.Name}.{property.Name}";
            case INamedTypeSymbol type: return type.Name;
            default: return body.ContainingType is { } containing ? $"{containing.Name}.{SimpleName(body)}" : SimpleName(body);
        }
    }

    public static string Place(Location location)
    {
        var span = location.GetLineSpan();
        return $"{Path.GetFileName(span.Path)}:{span.StartLinePosition.Line + 1}";
    }

    private static string SimpleName(ISymbol symbol) => symbol.Name.Substring(symbol.Name.LastIndexOf('.') + 1);

    private string Takes(HeldLock held, Body? body)
    {
        var location = held.Syntax.GetLocation();
        var name = NameOf(held.Lock) + (held.Mode == LockMode.Read ? " (read)" : "");
        var where = body is null ? "" : $" in {NameOf(body.Symbol)}";
        Add($"takes {name}{where}", location);
        return $"takes {name}{where} ({Place(location)})";
    }

    private string Waits(Wait wait, string subject)
    {
        Add($"waits for {subject}", wait.Syntax.GetLocation());
        return $"waits for {subject} ({Place(wait.Syntax.GetLocation())})";
    }

    private string TakesAtEnd(Reach reach)
    {
        while (reach.Next is { } next) reach = next;
        return Takes(reach.Acquire!.Acquired, body: null);
    }

    private string Follow(Caller call, Reach reach, Func<string> ending) => Finish(reach, new StringBuilder(Calls(call)), ", which ", ending);

    /// <summary>"calls Y", or what is waited for.</summary>
    private string Calls(Caller call)
    {
        var calls = $"{(call.Call.Site.RunsElsewhere ? "waits for" : "calls")} {NameOf(call.Target.Body.Symbol)}";
        Add(calls, call.Call.Site.Syntax.GetLocation());
        return calls;
    }

    private string Finish(Reach reach, StringBuilder text, string separator, Func<string> ending)
    {
        var hasCalls = text.Length > 0;
        while (reach.Step is { } step)
        {
            text.Append(hasCalls ? " → " : "which calls ").Append(NameOf(step.Target.Body.Symbol));
            hasCalls = true;
            Calls(step);
            reach = reach.Next!;
        }

        return text.Append(hasCalls ? ", which " : separator).Append(ending()).ToString();
    }

    private void Add(string message, Location location) => _steps.Add(new StoryStep(_thread, message, location));
}
