using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Locks of a library that is not at hand: known by their names, and because what is taken is freed.</summary>
internal sealed partial class BodyLowerer
{
    private bool TryMissingLock(IInvalidOperation invalid, InvocationExpressionSyntax invocation)
    {
        if (invocation.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
            || ReceiverOf(invalid) is not IMemberReferenceOperation receiver
            || !LockPrimitives.HasLockTypeName(receiver.Type?.Name ?? "") && !LockPrimitives.HasLockTypeName(receiver.Member.Name)
            || GivesKey(invalid)) return false;
        var isPaired = receiver.Type is null || receiver.Type is IErrorTypeSymbol { Name: var type } && !LockPrimitives.MayCount(type);
        var isRelease = isPaired && LockPrimitives.IsRelease(name);
        if (!isRelease && !((LockPrimitives.HasLockName(name) || IsEndlessTry(name, invalid)) && (IsDisposedOnTheSpot(invalid) || isPaired && IsFreedBeside(access)))) return false;
        var flavor = ImportsReentrantLock(receiver.Member) ? LockFlavor.Monitor : LockPrimitives.FlavorOf(receiver.Type, name);
        if (_expressions.Read(receiver, flavor) is not { } @lock) return false;
        if (isRelease) _nodes.Add(new Release(@lock, LockMode.Exclusive));
        else AddAcquire(@lock, LockPrimitives.ModeByName(name), isTry: isPaired && HasLimit(invalid), invalid.Syntax, DeclaredBy(invalid), _isAwaited);
        return true;
    }

    /// <summary>Whether a call says which of many locks it means.</summary>
    private static bool GivesKey(IInvalidOperation invalid) =>
        invalid.ChildOperations.Any(child => child.Syntax.Parent is ArgumentSyntax && child.Type is not (null or IErrorTypeSymbol) && !LockPrimitives.IsLimit(child.Type));

    /// <summary>A try that never gives up, as in <c>gate.TryAcquire(Timeout.InfiniteTimeSpan)</c>.</summary>
    private static bool IsEndlessTry(string name, IInvalidOperation invalid) =>
        name.StartsWith("Try", StringComparison.Ordinal) && LockPrimitives.HasLockName(name.Substring(3)) && invalid.ChildOperations.Any(static child => child.Syntax.Parent is ArgumentSyntax && LockPrimitives.IsInfinite(child));

    private static bool HasLimit(IInvalidOperation invalid) => invalid.ChildOperations.Any(static child => child.Syntax.Parent is ArgumentSyntax && LockPrimitives.IsTimeLimit(child.Type) && !LockPrimitives.IsInfinite(child));

    /// <summary>Whether the same member of the source frees the lock again.</summary>
    private static bool IsFreedBeside(MemberAccessExpressionSyntax taken) =>
        taken.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
        && member.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(freed => LockPrimitives.IsRelease(freed.Name.Identifier.ValueText) && SyntaxFactory.AreEquivalent(freed.Expression, taken.Expression));

    private static bool ImportsReentrantLock(ISymbol member) => member.DeclaringSyntaxReferences.Any(static declaration =>
        declaration.SyntaxTree.GetRoot() is CompilationUnitSyntax file && file.Usings.Any(static use => use.Name?.ToString() == LockPrimitives.ReentrantLockLibrary));
}
