namespace System;

/// <summary>Lets a netstandard2.0 assembly use list patterns.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    /// <summary>The position in a list of <paramref name="length"/> items.</summary>
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
