namespace Gatehouse.Kiosk.Screening;

/// <summary>One cause of doubt about a skin temperature.</summary>
/// <param name="Name">The cause, in a word: <c>instrument</c>, <c>noise</c>, <c>supply</c> and so on.</param>
/// <param name="Size">How large it may be, or its standard deviation where it is normal, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The cause's unit.</param>
/// <param name="IsNormal">Whether it is spread normally; evenly between its bounds otherwise.</param>
/// <param name="Sensitivity">What one unit of it does to the skin temperature, °C.</param>
public readonly record struct BudgetTerm(string Name, double Size, string Unit, bool IsNormal, double Sensitivity)
{
    /// <summary>Its standard uncertainty (k=1), °C.</summary>
    public double Standard => Math.Abs(Size * Sensitivity) / (IsNormal ? 1 : Math.Sqrt(3));
}
