using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MultiSession.CodeFixes;

/// <summary>Rewrites the creation of an unbounded queue into that of a bounded one.</summary>
internal static class QueueBounding
{
    private const string BoundedCapacity = "BoundedCapacity";

    /// <summary>Null when the creation cannot be bounded mechanically.</summary>
    public static ExpressionSyntax? Bound(ExpressionSyntax creation, SemanticModel model, ExpressionSyntax capacity, CancellationToken cancellationToken) =>
        (creation, model.GetTypeInfo(creation, cancellationToken).Type?.Name) switch
        {
            (InvocationExpressionSyntax invocation, _) => BoundChannel(invocation, model, capacity),
            (BaseObjectCreationExpressionSyntax collection, "BlockingCollection") =>
                AddArgument(collection, Argument(NameColon("boundedCapacity"), default, capacity)),
            (BaseObjectCreationExpressionSyntax block, "BufferBlock") => BoundBlock(block, "DataflowBlockOptions", model, capacity),
            (BaseObjectCreationExpressionSyntax block, "JoinBlock") => BoundBlock(block, "GroupingDataflowBlockOptions", model, capacity),
            (BaseObjectCreationExpressionSyntax block, "ActionBlock" or "TransformBlock" or "TransformManyBlock") =>
                BoundBlock(block, "ExecutionDataflowBlockOptions", model, capacity),
            // The capacity of a batch block depends on the size of its batches.
            _ => null,
        };

    private static InvocationExpressionSyntax? BoundChannel(InvocationExpressionSyntax invocation, SemanticModel model, ExpressionSyntax capacity)
    {
        if (invocation.Expression.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(name => name.Identifier.Text == "CreateUnbounded") is not { } method)
            return null;
        var optionsType = FrameworkTypes.Name("System.Threading.Channels.BoundedChannelOptions", invocation, model);
        if (BoundedOptions(invocation.ArgumentList.Arguments, optionsType, capacity) is not { } argument) return null;
        var bounded = invocation.ReplaceNode(method, method.WithIdentifier(Identifier("CreateBounded").WithTriviaFrom(method.Identifier)));
        return bounded.WithArgumentList(bounded.ArgumentList.WithArguments(SingletonSeparatedList(argument)));
    }

    /// <summary>The capacity alone, or the options of the unbounded channel turned into those of a bounded one.</summary>
    private static ArgumentSyntax? BoundedOptions(SeparatedSyntaxList<ArgumentSyntax> arguments, TypeSyntax type, ExpressionSyntax capacity)
    {
        if (arguments.Count == 0) return Argument(capacity);
        if (arguments[0].Expression is not BaseObjectCreationExpressionSyntax options) return null;
        var newKeyword = Token(SyntaxKind.NewKeyword).WithTrailingTrivia(Space);
        // Parsed, for the formatter rearranges what a factory makes, and the lines beside it.
        var argumentList = ParseArgumentList($"({capacity})");
        var initializer = options.Initializer;
        if (initializer is not null) argumentList = argumentList.WithTrailingTrivia(initializer.OpenBraceToken.GetPreviousToken().TrailingTrivia);
        var bounded = ObjectCreationExpression(newKeyword, type, argumentList, initializer);
        return arguments[0].WithExpression(bounded.WithTriviaFrom(options));
    }

    private static BaseObjectCreationExpressionSyntax? BoundBlock(BaseObjectCreationExpressionSyntax block, string optionsType, SemanticModel model, ExpressionSyntax capacity)
    {
        var options = block.ArgumentList?.Arguments.Select(argument => argument.Expression)
            .FirstOrDefault(argument => model.GetTypeInfo(argument).ConvertedType?.Name.EndsWith("DataflowBlockOptions", System.StringComparison.Ordinal) == true);
        return options switch
        {
            null => AddArgument(block, Argument(NewOptions(FrameworkTypes.Name("System.Threading.Tasks.Dataflow." + optionsType, block, model), capacity))),
            BaseObjectCreationExpressionSyntax creation => block.ReplaceNode(creation, WithCapacity(creation, capacity)),
            _ => null,
        };
    }

    private static BaseObjectCreationExpressionSyntax WithCapacity(BaseObjectCreationExpressionSyntax options, ExpressionSyntax capacity)
    {
        var assigned = options.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            .FirstOrDefault(assignment => assignment.Left is IdentifierNameSyntax { Identifier.Text: BoundedCapacity });
        if (assigned is not null) return options.ReplaceNode(assigned.Right, capacity.WithTriviaFrom(assigned.Right));
        if (options.Initializer is { Expressions.Count: > 0 } initializer) return options.WithInitializer(WithFirst(initializer, Assignment(capacity)));
        var created = options.WithInitializer(Initializer(capacity));
        return created is ObjectCreationExpressionSyntax { ArgumentList: { } arguments } && arguments.GetTrailingTrivia().Count == 0
            ? created.ReplaceNode(created.ArgumentList!, created.ArgumentList!.WithTrailingTrivia(Space))
            : created;
    }

    /// <summary>Puts the assignment in front of the others, on a line of its own where they have one; their comments stay with them.</summary>
    private static InitializerExpressionSyntax WithFirst(InitializerExpressionSyntax initializer, ExpressionSyntax assignment)
    {
        var indentation = initializer.Expressions[0].GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1);
        var endOfLine = initializer.OpenBraceToken.TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).DefaultIfEmpty(Space);
        var separator = Token(SyntaxKind.CommaToken).WithTrailingTrivia(endOfLine);
        var first = assignment.WithLeadingTrivia(indentation);
        return initializer.WithExpressions(SeparatedList<ExpressionSyntax>(NodeOrTokenList([first, separator, .. initializer.Expressions.GetWithSeparators()])));
    }

    private static ObjectCreationExpressionSyntax NewOptions(TypeSyntax type, ExpressionSyntax capacity) =>
        ObjectCreationExpression(Token(SyntaxKind.NewKeyword).WithTrailingTrivia(Space), type.WithTrailingTrivia(Space), argumentList: null, Initializer(capacity));

    private static InitializerExpressionSyntax Initializer(ExpressionSyntax capacity) =>
        ((ObjectCreationExpressionSyntax)ParseExpression($"new X {{ {Assignment(capacity)} }}")).Initializer!;

    private static ExpressionSyntax Assignment(ExpressionSyntax capacity) => ParseExpression($"{BoundedCapacity} = {capacity}");

    private static BaseObjectCreationExpressionSyntax AddArgument(BaseObjectCreationExpressionSyntax creation, ArgumentSyntax argument)
    {
        var arguments = creation.ArgumentList ?? ArgumentList();
        if (arguments.Arguments.Count == 0) return creation.WithArgumentList(arguments.WithArguments(SingletonSeparatedList(Spaced(argument))));
        var separator = Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        return creation.WithArgumentList(arguments.WithArguments(
            SeparatedList<ArgumentSyntax>(NodeOrTokenList([.. arguments.Arguments.GetWithSeparators(), separator, Spaced(argument)]))));
    }

    private static ArgumentSyntax Spaced(ArgumentSyntax argument) =>
        argument.NameColon is { } name ? argument.WithNameColon(name.WithColonToken(name.ColonToken.WithTrailingTrivia(Space))) : argument;
}
