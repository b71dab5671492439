namespace Gatehouse.Kiosk.Calibration;

/// <summary>How a correction was found, so that it can be answered for.</summary>
/// <param name="Reference">The instrument it was set against.</param>
/// <param name="Operator">Who did it.</param>
/// <param name="Reason">Why it was accepted, in the operator's words.</param>
/// <param name="Ambient">The thermometer's own temperature meanwhile, mean, °C.</param>
/// <param name="DistanceCentimetres">From the thermometer to the reference, cm.</param>
/// <param name="Repeatability">What it gave again and again for one temperature.</param>
/// <param name="Points">The points it was fitted to, two or more.</param>
/// <param name="Verification">The point that it was tried at and not fitted to.</param>
/// <param name="Due">When it is to be done again.</param>
public sealed record CalibrationEvidence(
    ReferenceInstrument Reference,
    string Operator,
    string Reason,
    double Ambient,
    double DistanceCentimetres,
    Repeatability Repeatability,
    IReadOnlyList<CalibrationPoint> Points,
    CalibrationPoint Verification,
    DateOnly Due);

/// <summary>What a thermometer is set against: a black body.</summary>
/// <param name="Name">Its maker and type.</param>
/// <param name="Serial">Its serial number.</param>
/// <param name="CertificateExpires">The last day of its certificate.</param>
/// <param name="Emissivity">The emissivity of its surface, 0.9 to 1.</param>
/// <param name="Uncertainty">Its expanded uncertainty (k=2) by the certificate, °C.</param>
public sealed record ReferenceInstrument(string Name, string Serial, DateOnly CertificateExpires, double Emissivity, double Uncertainty)
{
    /// <summary>How well its emissivity is known (k=2), 0 to 0.05.</summary>
    /// <remarks>Settable, because the generated JSON reader knows no default of what can only be initialised.</remarks>
    public double EmissivityUncertainty { get; set; } = 0.005;
}

/// <summary>One temperature of the reference and what the thermometer made of it.</summary>
/// <param name="Reference">The reference's surface, °C.</param>
/// <param name="Shown">What a perfect thermometer sees of that surface, °C.</param>
/// <param name="Uncorrected">What this one saw before any correction, mean, °C.</param>
/// <param name="AsFound">How far off it was under the calibration before, °C.</param>
/// <param name="AsLeft">How far off it is under the new one, °C: the residual.</param>
/// <param name="Samples">How many samples the mean is of.</param>
/// <param name="Deviation">Their standard deviation, °C.</param>
public sealed record CalibrationPoint(
    double Reference, double Shown, double Uncorrected, double AsFound, double AsLeft, int Samples, double Deviation);

/// <summary>What a thermometer gave again and again for one temperature.</summary>
/// <param name="Samples">How many samples.</param>
/// <param name="Deviation">Their standard deviation, °C.</param>
/// <param name="Range">Largest less smallest, °C.</param>
/// <param name="Allowed">The most that the deviation may be for this variant, °C.</param>
public sealed record Repeatability(int Samples, double Deviation, double Range, double Allowed)
{
    /// <summary>Whether the thermometer is steady enough to be calibrated.</summary>
    public bool IsSound => Deviation <= Allowed && Range > 0;
}
