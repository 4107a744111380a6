using System.Globalization;

namespace MultiSession.Generators.Tests.Harness;

/// <summary>Until disposed, numbers are spelled in a way that no source or message may show.</summary>
internal sealed class StrangeCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public StrangeCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberDecimalSeparator = ";";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
