using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Calibration;

/// <summary>A calibration under way, kept after each step so that it can go on where a connection or a kiosk was lost.</summary>
/// <param name="Began">When it began.</param>
/// <param name="Request">Against what, and by whom.</param>
/// <param name="Thermometer">The thermometer it began with.</param>
/// <param name="Measured">The points that were measured, the verification last.</param>
/// <param name="Ambient">The thermometer's own temperature at each of them, °C.</param>
/// <param name="Repeatability">What came of the repeatability test; null before.</param>
/// <param name="Order">The place of what was found or done last when it was kept: what comes after makes it void.</param>
public sealed record CalibrationSession(
    DateTimeOffset Began,
    CalibrationRequest Request,
    ThermometerIdentity Thermometer,
    IReadOnlyList<MeasuredPoint> Measured,
    IReadOnlyList<double> Ambient,
    Repeatability? Repeatability = null,
    long Order = 0);

/// <summary>Against what a thermometer is calibrated or checked, and by whom.</summary>
/// <param name="Operator">Who does it.</param>
/// <param name="Reference">The reference.</param>
/// <param name="DistanceCentimetres">From the thermometer to the reference, cm.</param>
public sealed record CalibrationRequest(string Operator, ReferenceInstrument Reference, double DistanceCentimetres)
{
    /// <summary>Why nothing can be measured against it, one sentence each; empty when it can.</summary>
    /// <param name="today">The day.</param>
    public IEnumerable<string> Faults(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Operator) || string.IsNullOrWhiteSpace(Reference.Name) || string.IsNullOrWhiteSpace(Reference.Serial))
        {
            yield return "Name who does it, and the reference with its serial number: a calibration is answered for.";
        }

        if (Reference.CertificateExpires < today)
        {
            yield return FormattableString.Invariant($"The certificate of {Reference.Name} {Reference.Serial} expired on {Reference.CertificateExpires:yyyy-MM-dd}: have the reference calibrated first.");
        }

        if (Reference.Emissivity is not (>= 0.9 and <= 1))
        {
            yield return FormattableString.Invariant($"The reference's emissivity is {Reference.Emissivity}; a black body's lies between 0.9 and 1.");
        }

        if (Reference.EmissivityUncertainty is not (>= 0 and <= 0.05))
        {
            yield return FormattableString.Invariant($"The uncertainty of the reference's emissivity is {Reference.EmissivityUncertainty}; it lies between 0 and 0.05.");
        }

        if (Reference.Uncertainty is not (>= 0.01 and <= 0.3))
        {
            yield return FormattableString.Invariant($"The reference's uncertainty is {Reference.Uncertainty} °C; one between 0.01 and 0.3 °C is of use.");
        }

        if (DistanceCentimetres is not (>= 1 and <= 200))
        {
            yield return FormattableString.Invariant($"The distance is {DistanceCentimetres} cm; it lies between 1 and 200 cm.");
        }
    }
}
