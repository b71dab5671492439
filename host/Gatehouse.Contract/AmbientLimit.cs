namespace Gatehouse.Contract;

/// <summary>A limit that follows the air: a forehead is warmer in a warm room.</summary>
/// <param name="At">The air in which the policy's limit holds as it stands, °C.</param>
/// <param name="Slope">How much the limit rises with each degree of the air, 0 to 0.5.</param>
public sealed record AmbientLimit(double At, double Slope);
