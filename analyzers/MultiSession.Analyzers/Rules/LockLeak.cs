using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Rules;

/// <summary>How a path leaves a lock taken, and where.</summary>
internal sealed record LockLeak(string How, SyntaxNode Where);
