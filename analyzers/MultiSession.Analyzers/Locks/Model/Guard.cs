using Microsoft.CodeAnalysis;

namespace MultiSession.Analyzers.Locks.Model;

/// <summary>A parameter that must be true (or not null), or false (or null), for a branch to be taken.</summary>
internal readonly record struct Guard(IParameterSymbol Parameter, bool IsTrue);

/// <summary>What is known of an argument: that it is true (or not null), false (or null), or a parameter of the caller handed on.</summary>
internal readonly record struct ArgumentTruth(bool? IsTrue, IParameterSymbol? HandedOn = null, bool IsNegated = false);
