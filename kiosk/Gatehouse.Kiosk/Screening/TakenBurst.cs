using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>A burst as it was taken.</summary>
/// <param name="Samples">Its samples.</param>
/// <param name="IsWhole">False when the thermometer did not give all that were needed.</param>
public readonly record struct TakenBurst(IReadOnlyList<ThermometerSample> Samples, bool IsWhole);
