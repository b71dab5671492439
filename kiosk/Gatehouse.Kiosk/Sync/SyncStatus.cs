namespace Gatehouse.Kiosk.Sync;

/// <summary>How forwarding stands.</summary>
/// <param name="Reached">Whether the host answered when it was last asked.</param>
/// <param name="Watermark">What the host holds of the present epoch without a gap.</param>
/// <param name="Waiting">Records of all epochs that the host is not known to hold.</param>
/// <param name="Problem">Why they wait, one sentence: the host was not reached, or what it refused; null when all is well.</param>
public sealed record SyncStatus(bool Reached, long Watermark, long Waiting, string? Problem);
