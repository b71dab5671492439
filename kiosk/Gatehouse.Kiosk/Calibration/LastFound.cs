namespace Gatehouse.Kiosk.Calibration;

/// <summary>How much is known of this gate's thermometers, kept beside what is known, so that a file that lost its last lines is noticed.</summary>
/// <param name="Order">The place of what was found or done last.</param>
public sealed record LastFound(long Order);
