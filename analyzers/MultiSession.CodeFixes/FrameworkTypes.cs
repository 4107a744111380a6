using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace MultiSession.CodeFixes;

/// <summary>Names of the framework's types that mean the same at every place, and are shortened where the place allows it.</summary>
internal static class FrameworkTypes
{
    public static TypeSyntax Name(string fullName) =>
        SyntaxFactory.ParseTypeName("global::" + fullName).WithAdditionalAnnotations(Simplifier.Annotation);
}
