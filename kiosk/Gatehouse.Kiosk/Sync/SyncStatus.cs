namespace Gatehouse.Kiosk.Sync;

/// <summary>How forwarding stands.</summary>
/// <param name="Connected">Whether the last exchange succeeded.</param>
/// <param name="Watermark">What the host holds of the present epoch without a gap.</param>
/// <param name="Waiting">Records of the present epoch that the host does not hold yet.</param>
/// <param name="Problem">Why it is not connected, one sentence; null when it is.</param>
public sealed record SyncStatus(bool Connected, long Watermark, long Waiting, string? Problem);
