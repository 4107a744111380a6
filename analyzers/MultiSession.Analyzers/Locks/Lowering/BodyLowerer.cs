using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Turns one body into the few nodes that matter to locks, and notes what it says about symbols.</summary>
internal sealed partial class BodyLowerer
{
    /// <summary>What is so past more statements than this is not looked at: designers write thousands of them one after the other.</summary>
    private const int MaxWaysPast = 32;

    private readonly Facts _facts;
    private readonly ISymbol _body;
    private readonly LocalAliases _aliases;
    private readonly LockExpressions _expressions;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Node> _nodes;
    private readonly int _start;
    private BodyTraits _traits;
    private bool _isAwaited;
    private int _waysPast;

    private BodyLowerer(ISymbol body, Facts facts, LocalAliases aliases, List<Node> nodes, CancellationToken cancellationToken)
    {
        _nodes = nodes;
        _start = nodes.Count;
        _facts = facts;
        _body = body;
        _aliases = aliases;
        _expressions = new LockExpressions(body, aliases, facts.Lookups.Factories);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers the blocks of a member, and the lambdas and local functions in them.</summary>
    public static void Lower(ISymbol member, ImmutableArray<IOperation> blocks, Facts facts, CancellationToken cancellationToken)
    {
        var lowerer = new BodyLowerer(member, facts, new LocalAliases(), [], cancellationToken);
        foreach (var block in blocks) lowerer.Visit(block);
        lowerer.Finish();
    }

    private static BodyTraits TraitsOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => BodyTraits.IsStaticInitialization,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => BodyTraits.IsConstruction,
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } method =>
            BodyTraits.IsLambda | (method.IsAsync ? BodyTraits.IsAsync : 0),
        IMethodSymbol { IsAsync: true } => BodyTraits.IsAsync,
        IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } => BodyTraits.IsStaticInitialization,
        IFieldSymbol or IPropertySymbol => BodyTraits.IsConstruction,
        _ => BodyTraits.None,
    };

    private void Finish()
    {
        _traits |= TraitsOf(_body);
        var root = Close(_start);
        if (_body is IMethodSymbol method && IsSynchronized(method))
        {
            root = Under(
                method.IsStatic
                    ? new LockRef(LockRefKind.TypeObject, method.ContainingType.OriginalDefinition, Owner.Static, LockFlavor.Monitor)
                    : new LockRef(LockRefKind.Instance, method.ContainingType.OriginalDefinition, Owner.This, LockFlavor.Monitor),
                root);
        }

        if (ListenersLockAround(_body) is { } listeners) root = Under(listeners, root);
        if (root is not Sequence { Nodes.IsEmpty: true } && InitializationLock() is { } initialization) root = Under(initialization, root);

        _facts.Bodies.Add(new Body(_body, root, _traits) { Assigned = _aliases.Assigned, Changes = _changes });
    }

    /// <summary>The whole body, under a lock that is held while it runs.</summary>
    private Scope Under(LockRef @lock, Node root)
    {
        NoteTaken();
        return new Scope(new Acquire(@lock, LockMode.Exclusive, isTry: false, _body.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken)), root, closing: null);
    }

    private void LowerNested(IMethodSymbol symbol, IOperation? body)
    {
        if (body is null) return;
        var nested = new BodyLowerer(symbol, _facts, _aliases, _nodes, _cancellationToken);
        nested.Visit(body);
        nested.Finish();
    }

    private static bool IsSynchronized(IMethodSymbol method) =>
        (method.MethodImplementationFlags & System.Reflection.MethodImplAttributes.Synchronized) != 0 && method.IsInSource;

    private void NoteTaken()
    {
        _facts.TakesLocks = true;
        _traits |= BodyTraits.TakesLocks;
    }

    /// <summary>Takes the nodes from <paramref name="start"/> on out of the list, as one.</summary>
    private Node Close(int start)
    {
        var count = _nodes.Count - start;
        var node = count switch { 0 => Sequence.Empty, 1 => _nodes[start], _ => new Sequence(Copy(start, count)) };
        _nodes.RemoveRange(start, count);
        return node;
    }

    private ImmutableArray<Node> Copy(int start, int count)
    {
        var nodes = new Node[count];
        _nodes.CopyTo(start, nodes, 0, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(nodes);
    }

    /// <summary>Lowers an operation into a node of its own.</summary>
    private Node Capture(IOperation? operation)
    {
        var start = _nodes.Count;
        Visit(operation);
        return Close(start);
    }

    private void VisitAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations) Visit(operation);
    }

    private void VisitStatements(ImmutableArray<IOperation> statements, int start)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        for (var index = start; index < statements.Length; index++)
        {
            if (statements[index] is { Kind: OperationKind.UsingDeclaration } and IUsingDeclarationOperation declaration)
            {
                var opening = Capture(declaration.DeclarationGroup);
                var following = _nodes.Count;
                VisitStatements(statements, index + 1);
                AddUsing(declaration.DeclarationGroup, opening, Close(following), declaration.IsAsynchronous);
                return;
            }

            Visit(statements[index]);
            if (index + 1 == statements.Length || _waysPast == MaxWaysPast || WayPast(statements[index]) is not { } past || past.IsEmpty) continue;
            var rest = _nodes.Count;
            _waysPast++;
            VisitStatements(statements, index + 1);
            _waysPast--;
            _nodes.Add(Guarded(past, Close(rest)));
            return;
        }
    }

    /// <summary>What must be so to get past <c>if (…) return;</c>, or is so after <c>_closed = true;</c>.</summary>
    private ImmutableArray<Condition>? WayPast(IOperation statement) =>
        MadeBy(statement) is { } made ? [made] : statement is { Kind: OperationKind.Conditional } and IConditionalOperation { WhenFalse: null } early && Leaves(early.WhenTrue) ? [.. ConditionsOf(early.Condition, outcome: false)] : null;

    private static bool Leaves(IOperation statement) => statement switch
    {
        IBlockOperation { Operations: { Length: > 0 } statements } => Leaves(statements[statements.Length - 1]),
        ILockOperation { Body: var held } => Leaves(held),
        IUsingOperation { Body: var used } => Leaves(used),
        IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldBreak } or IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break } => true,
        IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    private void AddOptional(Node node)
    {
        if (node is Sequence { Nodes.IsEmpty: true }) return;
        _nodes.Add(new Alternatives([node], canSkip: true));
    }

    private void VisitAwait(IAwaitOperation await)
    {
        var outer = _isAwaited;
        _isAwaited = true;
        Visit(await.Operation);
        _isAwaited = outer;
        AddStarted(await.Operation);
        // A call of the source is awaited as a call.
        if (LockExpressions.Unwrap(await.Operation) is not IInvocationOperation { TargetMethod.IsInSource: true }) AddTaskWait(await.Operation, await.Syntax, isAwaited: true);
        else AddReturnedWait(await.Operation, await.Syntax, isAwaited: true);
        _nodes.Add(new Suspend((LockExpressions.Unwrap(await.Operation) as IInvocationOperation)?.Syntax));
    }
}
