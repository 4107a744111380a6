using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MultiSession.Analyzers.Locks.Model;

namespace MultiSession.Analyzers.Locks.Lowering;

/// <summary>Turns one body into the few nodes that matter to locks, and notes what it says about symbols.</summary>
internal sealed partial class BodyLowerer
{
    private readonly Facts _facts;
    private readonly ISymbol _body;
    private readonly LocalAliases _aliases;
    private readonly LockExpressions _expressions;
    private readonly CancellationToken _cancellationToken;
    private List<Node> _nodes = [];
    private BodyTraits _traits;
    private bool _isAwaited;

    private BodyLowerer(ISymbol body, Facts facts, LocalAliases aliases, CancellationToken cancellationToken)
    {
        _facts = facts;
        _body = body;
        _aliases = aliases;
        _expressions = new LockExpressions(body, aliases);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers the blocks of a member, and the lambdas and local functions in them.</summary>
    public static void Lower(ISymbol member, ImmutableArray<IOperation> blocks, Facts facts, CancellationToken cancellationToken)
    {
        var lowerer = new BodyLowerer(member, facts, new LocalAliases(), cancellationToken);
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
        var root = Close(_nodes);
        if (_body is IMethodSymbol method && IsSynchronized(method))
        {
            var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
            var @lock = method.IsStatic
                ? new LockRef(LockRefKind.TypeObject, method.ContainingType.OriginalDefinition, Owner.Static, LockFlavor.Monitor)
                : new LockRef(LockRefKind.Instance, method.ContainingType.OriginalDefinition, Owner.This, LockFlavor.Monitor);
            _facts.TakesLocks = true;
            root = new Scope(new Acquire(@lock, LockMode.Exclusive, isTry: false, syntax), root, closing: null);
        }

        _facts.Bodies.Add(new Body(_body, root, _traits));
    }

    private void LowerNested(IMethodSymbol symbol, IOperation? body)
    {
        if (body is null) return;
        var nested = new BodyLowerer(symbol, _facts, _aliases, _cancellationToken);
        nested.Visit(body);
        nested.Finish();
    }

    private static bool IsSynchronized(IMethodSymbol method) =>
        (method.MethodImplementationFlags & System.Reflection.MethodImplAttributes.Synchronized) != 0 && !method.DeclaringSyntaxReferences.IsEmpty;

    private static Node Close(List<Node> nodes) => nodes.Count == 1 ? nodes[0] : new Sequence([.. nodes]);

    /// <summary>Lowers an operation into a node of its own.</summary>
    private Node Capture(IOperation? operation)
    {
        var outer = _nodes;
        _nodes = [];
        if (operation is not null) Visit(operation);
        var node = Close(_nodes);
        _nodes = outer;
        return node;
    }

    private void VisitAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations) Visit(operation);
    }

    private void Visit(IOperation? operation)
    {
        switch (operation)
        {
            case null or ILiteralOperation or INameOfOperation or ITypeOfOperation or ISizeOfOperation or IDefaultValueOperation
                or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IEmptyOperation:
                return;
            case IBlockOperation block: VisitStatements(block.Operations, 0); return;
            case IMethodBodyOperation body: Visit(body.BlockBody ?? body.ExpressionBody); return;
            case IConstructorBodyOperation constructor:
                Visit(constructor.Initializer);
                Visit(constructor.BlockBody ?? constructor.ExpressionBody);
                return;
            case ILockOperation @lock: VisitLock(@lock); return;
            case IUsingOperation @using: VisitUsing(@using.Resources, Capture(@using.Body)); return;
            case ITryOperation @try: VisitTry(@try); return;
            case IConditionalOperation conditional: VisitConditional(conditional); return;
            case ILoopOperation loop: VisitLoop(loop); return;
            case ISwitchOperation @switch: VisitSwitch(@switch); return;
            case ISwitchExpressionOperation @switch:
                Visit(@switch.Value);
                _nodes.Add(new Alternatives([.. @switch.Arms.Select(Capture)], canSkip: false));
                return;
            case ICoalesceOperation coalesce:
                Visit(coalesce.Value);
                AddOptional(Capture(coalesce.WhenNull));
                return;
            case IReturnOperation @return: VisitReturn(@return); return;
            case IThrowOperation @throw:
                Visit(@throw.Exception);
                _nodes.Add(new Jump(JumpKind.Throw));
                return;
            case IBranchOperation branch:
                _nodes.Add(new Jump(branch.BranchKind == BranchKind.Break ? JumpKind.Break : JumpKind.Other));
                return;
            case IAwaitOperation await: VisitAwait(await); return;
            case IAnonymousFunctionOperation lambda: LowerNested(lambda.Symbol, lambda.Body); return;
            case ILocalFunctionOperation function: LowerNested(function.Symbol, function.Body); return;
            case IMethodReferenceOperation reference:
                Visit(reference.Instance);
                _facts.EscapingTargets.TryAdd(reference.Method.OriginalDefinition, true);
                return;
            case IInvocationOperation invocation: VisitInvocation(invocation); return;
            case IObjectCreationOperation creation: VisitCreation(creation); return;
            case IPropertyReferenceOperation property: VisitProperty(property, reads: true, writes: false, value: null); return;
            case ISimpleAssignmentOperation assignment: VisitAssignment(assignment); return;
            case ICompoundAssignmentOperation compound: VisitCompound(compound); return;
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (var child in deconstruction.ChildOperations) Visit(child);
                NoteWritten(deconstruction.Target);
                return;
            case ICoalesceAssignmentOperation coalesce:
                if (LockExpressions.Unwrap(coalesce.Target) is IParameterReferenceOperation) _aliases.Reassign(coalesce.Target);
                VisitTarget(coalesce.Target, reads: true, writes: true, coalesce.Value);
                AddOptional(Capture(coalesce.Value));
                NoteFlow(LockExpressions.Unwrap(coalesce.Target), coalesce.Value);
                return;
            case IIncrementOrDecrementOperation increment: VisitTarget(increment.Target, reads: true, writes: true, value: null); return;
            case IEventAssignmentOperation @event: VisitEventAssignment(@event); return;
            case IVariableDeclaratorOperation declarator: VisitDeclarator(declarator); return;
            case IBinaryOperation { OperatorMethod: { } binary }: VisitOperator(operation, binary); return;
            case IUnaryOperation { OperatorMethod: { } unary }: VisitOperator(operation, unary); return;
            case IConversionOperation { OperatorMethod: { } conversion }: VisitOperator(operation, conversion); return;
            case IFieldInitializerOperation initializer:
                Visit(initializer.Value);
                foreach (var field in initializer.InitializedFields) NoteFlow(field, initializer.Value);
                return;
            case IPropertyInitializerOperation initializer:
                Visit(initializer.Value);
                foreach (var property in initializer.InitializedProperties) NoteFlow(property, initializer.Value);
                return;
            case IIsPatternOperation { Value: var value, Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol } or IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol } } test:
                Visit(value);
                Visit(test.Pattern);
                _aliases.Assign((ILocalSymbol)((test.Pattern as IDeclarationPatternOperation)?.DeclaredSymbol ?? ((IRecursivePatternOperation)test.Pattern).DeclaredSymbol!), value);
                return;
            case IInvalidOperation invalid: VisitInvalid(invalid); return;
            default:
                foreach (var child in operation.ChildOperations) Visit(child);
                return;
        }
    }

    private void VisitStatements(ImmutableArray<IOperation> statements, int start)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        for (var index = start; index < statements.Length; index++)
        {
            if (statements[index] is IUsingDeclarationOperation declaration)
            {
                var outer = _nodes;
                _nodes = [];
                VisitStatements(statements, index + 1);
                var rest = Close(_nodes);
                _nodes = outer;
                VisitUsing(declaration.DeclarationGroup, rest);
                return;
            }

            Visit(statements[index]);
            if (statements[index] is IConditionalOperation { WhenFalse: null } exit && Guards.Leaves(exit.WhenTrue) && index + 1 < statements.Length && Guards.Of(exit.Condition, false).Any())
            {
                var before = _nodes;
                _nodes = [];
                VisitStatements(statements, index + 1);
                var rest = Close(_nodes);
                _nodes = before;
                _nodes.Add(Guard(exit.Condition, false, rest));
                return;
            }
        }
    }

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
        _nodes.Add(Suspend.Instance);
    }
}
