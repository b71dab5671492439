using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What came of looking at a face.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="InHandAt">When all that people and physics give was in hand and the kiosk's work began, a timestamp of the real clock.</param>
/// <param name="Unmeasured">True when nothing was measured: no face came, or the thermometer is not to be believed.</param>
internal readonly record struct FaceReading(Reading Reading, long InHandAt, bool Unmeasured = false);
